/* One walk from a type and a word to a value: what the files of core/decode share. */
#pragma once
#include "core/decode/decode.h"
#include "core/tracee/memory.h"

struct text;

enum {
    DECODE_PATH_BYTES = 4096,
    DECODE_STRING_BYTES = 1 << 16,
    DECODE_ITEMS = 20000,
    DECODE_BYTES = 16 << 20, /* more than execve(2) takes; a single string may be longer */
    DECODE_NESTING = 24
};

/* Bytes of the program, copied: n of those that stand at address. As many as `beyond` says follow,
   but can't be read. */
struct view {
    const uint8_t *bytes;
    size_t n;
    uint64_t address;
    size_t beyond;
};

/* A struct under way: where its expressions find their siblings. */
struct frame {
    const struct type *type;
    struct view view;
    const struct frame *outer;
    size_t left; /* bytes from its start to the end of what it lies in, readable or not */
};

struct frames;

struct decoder {
    struct syscall *syscall; /* NULL for a struct that belongs to no call */
    struct arena *arena;
    const struct memory *memory;
    unsigned abi; /* enum abi_id */
    bool is_exiting;
    bool is_failed;
    enum decode_depth depth;
    const struct frame *frame;
    const struct frames *frames; /* the innermost list of frames under way */
    const struct value *before; /* the same struct as it was at entry, for FIELD_CHANGES */
    unsigned nesting;
    size_t items_left; /* these bound the whole tree: values, */
    size_t bytes_left; /* and what its strings and buffers hold */
};

/* The value of an expression; 0 for none. */
uint64_t decoder_evaluate(const struct decoder *d, uint32_t expression);

/* A value of type from a word (a register, or an integer read already). */
void decoder_build_word(struct decoder *d, struct value *v, const struct type *type, uint64_t word);

/* A value of type whose memory begins at offset of the view. */
void decoder_build_at(struct decoder *d, struct value *v, const struct type *type,
                      const struct view *view, size_t offset);

/* Up to size bytes at address, in the arena; n tells how many could be read, or may be. */
struct view decoder_read(struct decoder *d, uint64_t address, size_t size);

/* The little-endian integer of size bytes at offset; sets *is_there if all of them are. */
uint64_t decoder_integer(const struct view *view, size_t offset, size_t size, bool *is_there);

/* An argument's word: two words of a 32-bit machine where its type takes 8 bytes. */
uint64_t decoder_word(const struct syscall *syscall, const struct field *arg);

/* The text of a helper becomes the value: v->bytes. */
void decoder_set_text(struct decoder *d, struct value *v, struct text *text);

/* A union's chosen case, seen through further unions; describe_types[0] (NONE) if none fits. */
const struct type *decoder_choose(const struct decoder *d, const struct type *type);

/* Helper of a TYPE_SPECIAL: v->bits is the word or address, view the bytes of an inline one. */
void special_build(struct decoder *d, struct value *v, const struct view *view, size_t offset);
