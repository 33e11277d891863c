"""Which browser on which device, as its owner would name it. Pure."""

# The first name that a browser's own line of text holds: most browsers also name those that they are like.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
DEVICES = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "Chromebook",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


def device_words(user_agent: str) -> str:
    """A browser and its device: Chrome on Android."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "Some browser")
    device = next((name for mark, name in DEVICES.items() if mark in user_agent), "some device")
    return f"{browser} on {device}"
