"""The texts that golden vectors are made of, and what the vocabularies are trained on: our own, both."""

import json
import unicodedata
from pathlib import Path

DEMO = Path(__file__).resolve().parents[3] / "public" / "demo"
LANGUAGES = ("am", "ar", "de", "el", "en", "es", "hi", "km", "ru", "th", "tr", "vi", "zh")
ROWS_PER_LANGUAGE = 8

QUERIES = (
    "Where does the Blue Nile begin?",
    "ጣና ሐይቅ የት ነው? ስንት ደሴቶች አሉት፧",
    "តើ\u200bទន្លេ\u200bសាប\u200bនៅ\u200bឯណា?",
    "แม่น้ำโขงไหลผ่านกี่ประเทศ",
    "أين يبدأ نهر النيل الأزرق؟",
    "चाय की खेती कहाँ होती है?",
    "青尼罗河从哪里开始？",
    "ｶﾞｿﾘﾝとﾊﾟﾝは１２３円",
    "👩‍🌾 grows 🌱, 👨‍👩‍👧‍👦 eats 🍞 in 🇪🇹",
    unicodedata.normalize("NFC", "Crème brûlée à Đà Nẵng"),
    unicodedata.normalize("NFD", "Crème brûlée à Đà Nẵng"),
    "",
    "   spaces before,   within and after   ",
    "first line\nsecond line\r\n\n\tand a tab\n",
    "Injera እንጀራ với cà phê 咖啡 и чай, ﬁve ＦＵＬＬ ①②, x² and ½",
    "Which rivers flow into the lake, and which one leaves it? " * 12,
)
PASSAGES = (
    "Lake Tana lies in the north of Ethiopia. The Blue Nile begins there.",
    "ጣና ሐይቅ በኢትዮጵያ ሰሜን ይገኛል። ዓባይ ከዚያ ይነሳል፤ ፴፯ ደሴቶች አሉት።",
    "ទន្លេសាប\u200bជា\u200bបឹង\u200bទឹកសាប\u200bធំ\u200bជាងគេ។",
    "แม่น้ำโขงไหลผ่านหกประเทศ ความยาวประมาณ ๔,๓๕๐ กิโลเมตร",
    "يَبْدَأُ النِّيلُ الأزرق من بحيرة تانا، وطولـــه ١٤٥٠ كم.",
    "चाय असम में उगती है। क्\u200dष और क्\u200cष अलग दिखते हैं।",
    "青尼罗河从塔纳湖流出。茶在雲南也有。",
    "コーヒー豆を㌔単位で買う。ﾎﾟｯﾄは㈱の製品。",
    "❤️ and ❤, 👍🏽 and 👍, \U00020b9f\u2049",
    unicodedata.normalize("NFD", "한국의 차는 녹차이다. Tiếng Việt: Việt Nam trồng cà phê."),
    "İstanbul'da ÇAY içilir; IŞIK ve ışık. Straße, STRASSE. ΟΔΟΣ, οδός.",
    "",
    " ",
    "soft\u00adhyphen, zero\ufeffwidth, no\u00a0break, bell\u0007 and \u200eleft\u200f-to-right",
    "markers in the text: [SEP] </s> <s> [MASK] <mask> <eos> and ##piece ▁word",
    "ទន្លេសាបជាបឹងទឹកសាបធំជាងគេនៅអាស៊ីអាគ្នេយ៍។" * 3 + " ጣና ሐይቅ በኢትዮጵያ ሰሜን ይገኛል፤ ዓባይ ከዚያ ይነሳል።" * 12,
)
TEXTS = {"query": QUERIES, "passage": PASSAGES}


def training_lines() -> list[str]:
    """Titles and texts of the demo corpus, and the golden texts, so that their letters are known to a vocabulary."""
    lines = []
    for lang in LANGUAGES:
        with (DEMO / f"{lang}.jsonl").open(encoding="utf-8") as file:
            for _, line in zip(range(ROWS_PER_LANGUAGE), file, strict=False):
                row = json.loads(line)
                lines += [row["title"], row["text"]]
    return [*lines, *(text.strip() for text in (*QUERIES[:-1], *PASSAGES[:-1]) if text.strip())]
