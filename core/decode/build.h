/* The pieces of building a value: a file for words and pointers, and one each
   for text, lists, structs and frames. */
#pragma once
#include "core/decode/decoder.h"

/* Room for one more item of v, in a list that grows in the arena; room: how many there is for. */
struct value *build_append(struct decoder *d, struct value *v, size_t *room);

/* Room for the first items, where about as many as that will come; some of them, if it is many. */
void build_reserve(struct decoder *d, struct value *v, size_t *room, size_t n);

/* How many bytes of a struct that tells its length are there, a page at the most. */
size_t build_sized_bytes(const struct decoder *d, const struct type *type);

/* decoder_choose, also of unions that are chosen by the bytes at their own place. */
const struct type *build_choose_at(struct decoder *d, const struct type *type,
                                   const struct view *view, size_t offset);

/* How many bytes a value at offset needs. The parts of a frame are there or not, each for itself.
 */
size_t build_needed_size(const struct type *type, const struct view *view, size_t offset,
                         unsigned abi);

/* Whether nothing but its bytes tells what it is: a number as most in structs are. */
bool build_is_plain_number(const struct type *type);

/* Such a number, all of whose bytes are there. */
void build_number(struct value *v, const struct type *type, const uint8_t *bytes, unsigned abi);

/* Takes one of the items that the whole tree may have; false if there are none left. */
bool build_take_item(struct decoder *d);

/* Text and bytes that stand at an address, and those that were read already. */
void build_string(struct decoder *d, struct value *v, const struct type *type, uint64_t address);
void build_bytes(struct decoder *d, struct value *v, const struct type *type, uint64_t address);
void build_inline_text(struct decoder *d, struct value *v, const struct type *type,
                       const struct view *view, size_t offset);

/* Lists whose first element stands at an address. */
void build_array(struct decoder *d, struct value *v, const struct type *type, uint64_t address);
void build_records(struct decoder *d, struct value *v, const struct type *type, uint64_t address);

/* The text of a counted pointer: 0x7ffe... and a comment, "23 vars". */
void build_count(struct decoder *d, struct value *v, const struct type *type, uint64_t address);

/* The first bytes of the value of an attribute of that type that stands before the one under way in
   its list, as a number; 0 if there is none. What some attributes mean depends on such a one. */
uint64_t build_earlier(const struct decoder *d, unsigned attribute);

/* A chain of values in the memory of the struct under way. */
void build_chain(struct decoder *d, struct value *v, const struct type *type);

/* What lies in bytes that were read already. */
void build_frames(struct decoder *d, struct value *v, const struct type *type,
                  const struct view *view, size_t offset);
void build_array_at(struct decoder *d, struct value *v, const struct type *type,
                    const struct view *view, size_t offset);
void build_struct(struct decoder *d, struct value *v, const struct type *type,
                  const struct view *view, size_t offset);
