"""What a figure says."""


def title(ax):
    """The claim on one line, and the details below it."""
    details = next(text.get_text() for text in ax.texts if text.get_gid() == "details")
    return " ".join(ax.get_title(loc="left").replace("\xa0", " ").split()), " ".join(details.replace("\xa0", " ").split())


def texts(ax, gid=None):
    return [text.get_text() for text in ax.texts if gid is None or text.get_gid() == gid]
