#ifndef PAIDAN_CPINYINDATA_H
#define PAIDAN_CPINYINDATA_H

#include <stddef.h>

/* The bytes of Resources/pinyin/table.bin, embedded in the program. Functions, because
   Swift 6 does not import an array of unknown size. Layout: Resources/pinyin/build.py. */
const unsigned char *_Nonnull paidan_pinyin_table(void);
size_t paidan_pinyin_table_size(void);

#endif
