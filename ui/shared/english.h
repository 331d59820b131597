// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

class QCoreApplication;

namespace haberdash::ui {

/// English needs a translation too: "%n day(s)" becomes "1 day" or "3 days". Installs it for as long as this
/// lives; another language that is installed later goes first. Needed once, in main() and in tests of texts.
class EnglishPlurals final
{
public:
    explicit EnglishPlurals(QCoreApplication &application);
    ~EnglishPlurals();
    EnglishPlurals(const EnglishPlurals &) = delete;
    EnglishPlurals &operator=(const EnglishPlurals &) = delete;

private:
    QCoreApplication &m_application;
    QTranslator m_translator;
};

} // namespace haberdash::ui
