#pragma once
#include <stddef.h>

/// Where `needle` begins in `text`, or NULL: the C library's memmem, which Swift's own import of it does not show.
const void *bytes_search(const void *text, size_t length, const void *needle, size_t needle_length);
