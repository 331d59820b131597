// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/english.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

EnglishPlurals::EnglishPlurals(QCoreApplication &application)
    : m_application(application)
{
    const bool loaded = m_translator.load(u":/i18n/haberdash_en.qm"_s);
    Q_ASSERT(loaded); // it is in the resources of this library
    Q_UNUSED(loaded)
    m_application.installTranslator(&m_translator);
}

EnglishPlurals::~EnglishPlurals()
{
    m_application.removeTranslator(&m_translator);
}

} // namespace haberdash::ui
