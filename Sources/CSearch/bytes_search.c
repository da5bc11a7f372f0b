#define _GNU_SOURCE
#include <string.h>

#include "bytes_search.h"

const void *bytes_search(const void *text, size_t length, const void *needle, size_t needle_length) {
    return memmem(text, length, needle, needle_length);
}
