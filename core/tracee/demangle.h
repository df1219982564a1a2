/* C++ names, and those of Rust that are spelled like them, as they stand in sources. */
#pragma once

/* For a name that begins with "_Z", where the C++ library of this system is installed: what it
   stands for, to be freed; "@@VERSION" at its end does not count. NULL for all others. */
char *demangle(const char *symbol);
