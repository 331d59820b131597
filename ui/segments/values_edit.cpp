// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/values_edit.h"

#include "ui/segments/sentence_row.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

QString joinValues(const QStringList &values)
{
    QStringList parts;
    for (const QString &value : values) {
        if (value.contains(u',') || value.startsWith(u'"'))
            parts.append(u'"' + QString(value).replace(u'"', u"\"\""_s) + u'"');
        else
            parts.append(value);
    }
    return parts.join(u", "_s);
}

QStringList splitValues(const QString &text)
{
    QStringList values;
    QString value;
    bool quoted = false;
    bool wasQuoted = false;
    const auto end = [&] {
        if (wasQuoted || !value.trimmed().isEmpty())
            values.append(wasQuoted ? value : value.trimmed());
        value.clear();
        wasQuoted = false;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar sign = text[i];
        if (quoted && sign == u'"' && i + 1 < text.size() && text[i + 1] == u'"')
            value += text[i++];
        else if (quoted && sign == u'"')
            quoted = false;
        else if (!quoted && sign == u'"' && value.trimmed().isEmpty() && !wasQuoted) {
            value.clear();
            quoted = true;
            wasQuoted = true;
        } else if (!quoted && sign == u',')
            end();
        else if (!(wasQuoted && !quoted && sign.isSpace()))
            value += sign;
    }
    end();
    return values;
}

ValuesEdit::ValuesEdit(const QString &text, const QStringList &known, QWidget *parent)
    : QLineEdit(text, parent)
{
    connect(this, &QLineEdit::textChanged, this, &QWidget::updateGeometry);
    if (known.isEmpty())
        return;
    m_completer = new QCompleter(known, this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setWidget(this);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &ValuesEdit::complete);
    connect(this, &QLineEdit::textEdited, this, &ValuesEdit::offer);
}

QSize ValuesEdit::sizeHint() const
{
    const int wanted = fontMetrics().horizontalAdvance(text().isEmpty() ? placeholderText() : text()) + 32;
    return {std::clamp(wanted, text().isEmpty() ? 160 : 112, 420), QLineEdit::sizeHint().height()};
}

int ValuesEdit::valueStart() const
{
    bool quoted = false;
    int start = 0;
    for (int i = 0; i < cursorPosition(); ++i) {
        if (text()[i] == u'"')
            quoted = !quoted;
        else if (text()[i] == u',' && !quoted)
            start = i + 1;
    }
    while (start < cursorPosition() && text()[start].isSpace())
        ++start;
    return start;
}

void ValuesEdit::offer()
{
    const int start = valueStart();
    QString typed = text().mid(start, cursorPosition() - start);
    if (typed.startsWith(u'"'))
        typed.remove(0, 1);
    m_completer->setCompletionPrefix(typed);
    if (typed.isEmpty() || m_completer->completionCount() == 0)
        m_completer->popup()->hide();
    else
        m_completer->complete();
}

void ValuesEdit::complete(const QString &value)
{
    const int start = valueStart();
    const QString kept = joinValues({value});
    QString whole = text();
    whole.replace(start, cursorPosition() - start, kept);
    setText(whole);
    setCursorPosition(start + int(kept.size()));
}

void ValuesEdit::keyPressEvent(QKeyEvent *event)
{
    const bool choosing = m_completer && m_completer->popup()->isVisible();
    if (choosing && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        event->ignore(); // the list takes it
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace haberdash::ui
