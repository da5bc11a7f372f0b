#include "CPinyinData.h"

#pragma clang diagnostic ignored "-Wc23-extensions" /* #embed, wanted here */

/* Aligned so that the table can be read as 16 and 32 bit cells. */
static const _Alignas(8) unsigned char table[] = {
#embed "../../Resources/pinyin/table.bin"
};

const unsigned char *paidan_pinyin_table(void) { return table; }
size_t paidan_pinyin_table_size(void) { return sizeof table; }
