#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills the plural forms of haberdash_en.ts: "%n day(s)" has the forms "%n day" and "%n days".

Run by the target update_english after lupdate. Forms that are there already stay as they are, so an irregular
plural can be written by hand.
"""
import re
import sys
import xml.etree.ElementTree as ET

path = sys.argv[1]
tree = ET.parse(path)
unsure = []
for message in tree.iter("message"):
    translation = message.find("translation")
    forms = translation.findall("numerusform")
    if message.get("numerus") != "yes" or len(forms) != 2 or all(form.text for form in forms):
        continue
    source = message.findtext("source")
    if "(s)" not in source and "(ies)" not in source:
        unsure.append(source)
        continue
    forms[0].text = source.replace("y(ies)", "y").replace("(s)", "")
    forms[1].text = source.replace("y(ies)", "ies").replace("(s)", "s")
    translation.attrib.pop("type", None)
text = ET.tostring(tree.getroot(), encoding="unicode")
with open(path, "w", encoding="utf-8") as out:
    out.write('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n' + re.sub(r" />", "/>", text) + "\n")
for source in unsure:
    print(f"Write the plural by hand: {source}", file=sys.stderr)
