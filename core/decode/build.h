/* The pieces of building a value: a file for words and pointers, one for lists, one for structs. */
#pragma once
#include "core/decode/decoder.h"

/* Room for one more item of v, in a list that grows in the arena; room: how many there is for. */
struct value *build_append(struct decoder *d, struct value *v, size_t *room);

/* How many bytes of a struct that tells its length are there, a page at the most. */
size_t build_sized_bytes(const struct decoder *d, const struct type *type);

/* Takes one of the items that the whole tree may have; false if there are none left. */
bool build_take_item(struct decoder *d);

/* Lists whose first element stands at an address. */
void build_array(struct decoder *d, struct value *v, const struct type *type, uint64_t address);
void build_records(struct decoder *d, struct value *v, const struct type *type, uint64_t address);

/* The text of a counted pointer: 0x7ffe... and a comment, "23 vars". */
void build_count(struct decoder *d, struct value *v, const struct type *type, uint64_t address);

/* What lies in bytes that were read already. */
void build_array_at(struct decoder *d, struct value *v, const struct type *type,
                    const struct view *view, size_t offset);
void build_struct(struct decoder *d, struct value *v, const struct type *type,
                  const struct view *view, size_t offset);
