"""The sources of the training folder: public home, licence, and what they are."""

SOURCES = {
    "tico-19": ("https://tico-19.github.io", "CC0-1.0", "TICO-19, translations of health texts"),
    "aosp": ("https://source.android.com", "Apache-2.0", "Android Open Source Project, interface strings"),
    "mkqa": ("https://github.com/apple/ml-mkqa", "CC-BY-SA-3.0", "MKQA, search questions"),
    "flores-v1": ("https://github.com/facebookresearch/flores", "CC-BY-SA-4.0", "FLORES v1, Khmer-English"),
    "geezorg": ("https://github.com/geezorg/data", "CC-BY-SA-4.0", "Ge'ez Frontier Foundation, news and book segments"),
    "bible-pd": (
        "https://ebible.org",
        "public domain",
        "Bible verses: King James, Luther 1912, Smith and Van Dyck, Synodal, Union, Segond 1910",
    ),
    "cldr": ("https://cldr.unicode.org", "Unicode-3.0", "Unicode CLDR, names of countries, languages and emoji"),
    "wiktionary": ("https://www.wiktionary.org", "CC-BY-SA-3.0", "Wiktionary, words with English glosses"),
    "wiktionary-multi": ("https://www.wiktionary.org", "CC-BY-SA-3.0", "Wiktionary, translation tables"),
    "geezorg-lexicon": ("https://github.com/geezorg/data", "CC-BY-SA-4.0", "Amharic-English dictionaries"),
    "geezorg-names": ("https://github.com/geezorg/data", "CC-BY-SA-4.0", "Amharic place and personal names"),
    "amqa-train": ("https://github.com/semantic-systems/amharic-qa", "MIT", "AmQA, training questions"),
    "enh": ("https://github.com/geezorg/enh-corpus", "CC0-1.0", "Ethiopian News Headlines, headlines and articles"),
    "iapp": ("https://github.com/iapp-technology/iapp-wiki-qa-dataset", "MIT", "iApp Thai Wikipedia questions"),
    "arcd": ("https://github.com/husseinmozannar/SOQAL", "MIT", "ARCD, Arabic Wikipedia questions"),
    "qed": ("https://github.com/google-research-datasets/QED", "CC-BY-SA-3.0", "QED, English questions"),
    "kmwiki": ("https://km.wikipedia.org", "CC-BY-SA-4.0", "Khmer Wikipedia text"),
}
