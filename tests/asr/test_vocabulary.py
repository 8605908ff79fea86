from aurity_desktop.asr.vocabulary import prompt_of


def letters(text):
    return tuple(ord(letter) for letter in text)


def spelled(tokens):
    return "".join(chr(token) for token in tokens)


def test_the_words_become_a_list():
    assert spelled(prompt_of(("enalapril", "Dra. Ruiz"), letters)) == " enalapril, Dra. Ruiz"


def test_no_words_are_no_prompt():
    assert prompt_of((), letters) == ()


def test_of_too_many_words_the_first_ones_are_kept_and_none_is_cut():
    assert (
        spelled(prompt_of(("enalapril", "metformina", "litio"), letters, 18)) == " enalapril, litio"
    )
