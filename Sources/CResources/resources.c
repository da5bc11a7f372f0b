#include "CResources.h"

#include <string.h>

// C23, which the clang of every Swift that can build us knows.
#pragma clang diagnostic ignored "-Wc23-extensions"

// Everything that the program needs travels inside it, so that an installed binary works with the checkout gone.
#define FILE_BYTES(name) static const unsigned char name[]

FILE_BYTES(base_yaml) = {
#embed "../../Resources/playbooks/base.yaml"
};
FILE_BYTES(home_goods_yaml) = {
#embed "../../Resources/playbooks/home-goods.yaml"
};
FILE_BYTES(care_yaml) = {
#embed "../../Resources/playbooks/care.yaml"
};
FILE_BYTES(after_sales_yaml) = {
#embed "../../Resources/playbooks/after-sales.yaml"
};
FILE_BYTES(decoration_yaml) = {
#embed "../../Resources/playbooks/decoration.yaml"
};
FILE_BYTES(appliance_yaml) = {
#embed "../../Resources/playbooks/appliance.yaml"
};
FILE_BYTES(furniture_yaml) = {
#embed "../../Resources/playbooks/furniture.yaml"
};
FILE_BYTES(courier_parcels_yaml) = {
#embed "../../Resources/playbooks/courier-parcels.yaml"
};
FILE_BYTES(courier_yaml) = {
#embed "../../Resources/playbooks/courier.yaml"
};
FILE_BYTES(courier_counter_yaml) = {
#embed "../../Resources/playbooks/courier-counter.yaml"
};
FILE_BYTES(courier_quality_yaml) = {
#embed "../../Resources/playbooks/courier-quality.yaml"
};
FILE_BYTES(core_tsv) = {
#embed "../../Resources/strings/core.tsv"
};
FILE_BYTES(cli_tsv) = {
#embed "../../Resources/strings/cli.tsv"
};
FILE_BYTES(console_tsv) = {
#embed "../../Resources/strings/console.tsv"
};
FILE_BYTES(board_tsv) = {
#embed "../../Resources/strings/board.tsv"
};
FILE_BYTES(holidays_2024) = {
#embed "../../Resources/calendars/2024.json"
};
FILE_BYTES(holidays_2025) = {
#embed "../../Resources/calendars/2025.json"
};
FILE_BYTES(holidays_2026) = {
#embed "../../Resources/calendars/2026.json"
};
FILE_BYTES(demo_yaml) = {
#embed "../../Resources/demo/shop.yaml"
};

static const struct {
    const char *path;
    const unsigned char *bytes;
    size_t length;
} files[] = {
    {"playbooks/base.yaml", base_yaml, sizeof base_yaml},
    {"playbooks/after-sales.yaml", after_sales_yaml, sizeof after_sales_yaml},
    {"playbooks/care.yaml", care_yaml, sizeof care_yaml},
    {"playbooks/home-goods.yaml", home_goods_yaml, sizeof home_goods_yaml},
    {"playbooks/decoration.yaml", decoration_yaml, sizeof decoration_yaml},
    {"playbooks/appliance.yaml", appliance_yaml, sizeof appliance_yaml},
    {"playbooks/furniture.yaml", furniture_yaml, sizeof furniture_yaml},
    {"playbooks/courier-parcels.yaml", courier_parcels_yaml, sizeof courier_parcels_yaml},
    {"playbooks/courier.yaml", courier_yaml, sizeof courier_yaml},
    {"playbooks/courier-counter.yaml", courier_counter_yaml, sizeof courier_counter_yaml},
    {"playbooks/courier-quality.yaml", courier_quality_yaml, sizeof courier_quality_yaml},
    {"strings/core.tsv", core_tsv, sizeof core_tsv},
    {"strings/cli.tsv", cli_tsv, sizeof cli_tsv},
    {"strings/console.tsv", console_tsv, sizeof console_tsv},
    {"strings/board.tsv", board_tsv, sizeof board_tsv},
    {"calendars/2024.json", holidays_2024, sizeof holidays_2024},
    {"calendars/2025.json", holidays_2025, sizeof holidays_2025},
    {"calendars/2026.json", holidays_2026, sizeof holidays_2026},
    {"demo/shop.yaml", demo_yaml, sizeof demo_yaml},
};

const unsigned char *paidan_resource(const char *path, size_t *length) {
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        if (strcmp(files[i].path, path) == 0) {
            *length = files[i].length;
            return files[i].bytes;
        }
    }
    *length = 0;
    return NULL;
}

const char *paidan_resource_path(size_t index) {
    return index < sizeof files / sizeof files[0] ? files[index].path : NULL;
}
