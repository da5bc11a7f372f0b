#!/usr/bin/env python3
"""Builds table.bin: python3 build.py PATH/pinyin.txt  (surnames.tsv and phrases.tsv lie beside this script).

Layout, little endian. Header of eight u32: magic 'PYN1', then the counts of
syllables, ranges, values, alternatives, phrases, surnames, and a zero. Sections follow in that order:
  syllables     6 bytes each, zero padded, sorted
  (padding to a multiple of 4)
  ranges        u32 first, u32 end (exclusive), u32 index of the first value; sorted
  values        u16: syllable; or 0x8000|i = list at alternatives[i]; 0xFFFF = no reading
  alternatives  u16 runs: count, then the syllables, most common first
  (padding to a multiple of 4)
  phrases, surnames   4 x u32 scalars (0 padded) + 4 x u16 syllables (0xFFFF padded) = 24 bytes, sorted by
                scalars; a surname with two readings has two records, the usual one first
"""
import pathlib, struct, sys, unicodedata

HERE = pathlib.Path(__file__).resolve().parent
GAP = 24  # a hole in a block costs two bytes a character, a new range twelve


def plain(reading):
    out = ""
    for c in unicodedata.normalize("NFD", reading):
        if c == "\u0308":
            out = out[:-1] + "v"
        elif not unicodedata.combining(c):
            out += c
    return out


def read_characters(path):
    readings = {}
    for line in open(path, encoding="utf-8"):
        line = line.split("#")[0].strip()
        if line:
            code, values = line.split(":")
            readings[int(code[2:], 16)] = list(dict.fromkeys(plain(v.strip()) for v in values.split(",")))
    return readings


def read_words(name):
    words = []
    for line in open(HERE / name, encoding="utf-8"):
        line = line.rstrip("\n")
        if line and not line.startswith("#"):
            word, readings = line.split("\t")
            for r in readings.split("/"):
                syllables = r.split(" ")
                assert len(syllables) == len(word) <= 4, line
                words.append((word, syllables))
    assert len({(w, tuple(s)) for w, s in words}) == len(words), "a word twice in " + name
    return sorted(words, key=lambda w: [ord(c) for c in w[0]] + [0] * (4 - len(w[0])))


def main():
    chars = read_characters(sys.argv[1])
    surnames, phrases = read_words("surnames.tsv"), read_words("phrases.tsv")
    known = {s for r in chars.values() for s in r}
    for word, syllables in surnames + phrases:
        for c, s in zip(word, syllables):
            if s not in chars.get(ord(c), []):
                print(f"note: {word}: {s} is not a reading of {c} in the source", file=sys.stderr)
            assert s in known, (word, s)
    syllables = sorted(known)
    number = {s: i for i, s in enumerate(syllables)}
    assert max(map(len, syllables)) <= 6 and all(s.isascii() for s in syllables)

    alternatives, shared, ranges, values = [], {}, [], []
    def value(code):
        r = chars.get(code)
        if r is None:
            return 0xFFFF
        if len(r) == 1:
            return number[r[0]]
        key = tuple(number[s] for s in r)
        if key not in shared:
            shared[key] = len(alternatives)
            alternatives.extend((len(key),) + key)
        assert shared[key] < 0x7FFF
        return 0x8000 | shared[key]

    for code in sorted(chars):
        if not ranges or code - ranges[-1][1] > GAP:
            ranges.append([code, code, len(values)])
        for c in range(ranges[-1][1], code + 1):
            values.append(value(c))
        ranges[-1][1] = code + 1

    def word(w, s):
        points = [ord(c) for c in w] + [0] * (4 - len(w))
        return struct.pack("<4I4H", *points, *([number[x] for x in s] + [0xFFFF] * (4 - len(s))))

    def pad(b):
        return b + b"\0" * (-len(b) % 4)

    out = struct.pack("<4s7I", b"PYN1", len(syllables), len(ranges), len(values), len(alternatives),
                      len(phrases), len(surnames), 0)
    out = pad(out + b"".join(s.encode().ljust(6, b"\0") for s in syllables))
    out += b"".join(struct.pack("<3I", *r) for r in ranges)
    out = pad(out + struct.pack(f"<{len(values)}H", *values) + struct.pack(f"<{len(alternatives)}H", *alternatives))
    out += b"".join(word(*w) for w in phrases) + b"".join(word(*w) for w in surnames)
    (HERE / "table.bin").write_bytes(out)
    print(len(chars), "characters,", len(syllables), "syllables,", len(ranges), "ranges,", len(alternatives),
          "alternative cells,", len(phrases), "phrases,", len(surnames), "surname readings,", len(out), "bytes")


main()
