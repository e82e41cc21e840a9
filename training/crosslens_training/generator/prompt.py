"""The prompt of xQG (ielab/xQG4xDR): one sentence, the title and the passage."""

LANGUAGE_NAMES = {
    "am": "Amharic",
    "ar": "Arabic",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "hi": "Hindi",
    "km": "Khmer",
    "ru": "Russian",
    "th": "Thai",
    "tr": "Turkish",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def prompt(language: str, title: str, passage: str) -> str:
    return f"Generate a {LANGUAGE_NAMES[language]} question for this passage: {title} {passage}".rstrip()
