import string

from crosslens_training.romanise import character_map, romanise


def test_every_output_is_plain_letters_or_digits_and_no_output_is_an_input():
    table = character_map()
    outputs = {char for text in table.values() for char in text}
    assert outputs <= set(string.ascii_letters + string.digits)
    assert not outputs & table.keys()
    assert all(len(char) == 1 for char in table)


def test_names_come_out_alike_in_different_scripts():
    assert romanise("ጎንደር") == "gonder"
    assert romanise("Россия") == "rossiya"
    assert romanise("Αθήνα") == "athina"
    assert romanise("İstanbul") == "istanbul"
    assert romanise("서울") == "seoul"
    assert romanise("トヨタ") == "toyota"


def test_amharic_homophones_are_one():
    assert romanise("ሀገር") == romanise("ሐገር") == romanise("ኀገር") == romanise("ሃገር")
    assert romanise("ሠላም") == romanise("ሰላም")
    assert romanise("ፀሐይ") == romanise("ጸሀይ")
    assert romanise("ዓለም") == romanise("አለም")


def test_invisible_characters_and_vowel_points_go():
    assert romanise("ភ្នំ\u200bពេញ") == romanise("ភ្នំពេញ")
    assert romanise("مُحَمَّد") == romanise("محمد")
    assert romanise("cafe\u0301") == romanise("café") == "cafe"


def test_digits_of_every_script_are_the_same():
    assert {romanise(text) for text in ("1998", "١٩٩٨", "១៩៩៨", "१९९८", "๑๙๙๘", "১৯৯৮")} == {"1998"}


def test_both_sigmas_are_s():
    assert romanise("ΟΔΟΣ") == romanise("οδός") == "odos"


def test_han_characters_stay():
    assert romanise("北京") == "北京"


def test_scripts_without_spaces_are_capitals():
    assert romanise("ភ្នំ ไทย ລາວ") == romanise("ភ្នំ ไทย ລາວ").upper()
    assert romanise("ប្រទេស") == "BRTES"
