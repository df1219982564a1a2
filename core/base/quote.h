/* Bytes of a program as text that no terminal can be fooled by: strace's quoting, and JSON's. */
#pragma once
#include <stddef.h>

struct text;

enum quote_style {
    QUOTE_PLAIN, /* \t, \n, \177; 8-bit bytes in octal */
    QUOTE_HEX_IF_NON_ASCII, /* -x: the whole string in \xhh if it holds such a byte */
    QUOTE_HEX, /* -xx: always \xhh */
    QUOTE_HEX_CHARS, /* only the escapes change to \xhh */
};

/* Escapes without marks around; `also` names further marks to escape ("\"", "<>"): none of letters,
   digits, blanks, %&'()*+,-./ and _. */
void quote_escape(struct text *text, const char *bytes, size_t length, enum quote_style style,
                  const char *also);

/* "..." with marks. */
void quote_string(struct text *text, const char *bytes, size_t length, enum quote_style style);

/* A JSON string with marks: UTF-8 stays, other bytes become \u00hh. Marks that turn the direction
   of text are escaped. */
void quote_json(struct text *text, const char *bytes, size_t length);

/* Lines as somebody wrote them, but for what a terminal would obey: control bytes other than \t and
   \n, what is no UTF-8, and marks that turn the direction of text are escaped. */
void quote_for_terminal(struct text *text, const char *bytes, size_t length);
