#ifndef PAIDAN_CRESOURCES_H
#define PAIDAN_CRESOURCES_H

#include <stddef.h>

/// The bytes of a file of Resources/, by its path there; NULL when it is not part of the program.
const unsigned char *paidan_resource(const char *path, size_t *length);
/// The path of the file with that index; NULL past the last one.
const char *paidan_resource_path(size_t index);

#endif
