// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/import_preview.h"

#include "ui/data/planned_file.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

TextLabel *makeLine(const QString &text, TextLabel::Ink ink)
{
    auto *label = new TextLabel(text, TextLabel::Size::Body, ink);
    label->setWordWrap(true);
    return label;
}

} // namespace

ImportPreview::ImportPreview(const importing::ImportReport &report, const Format &format, QWidget *parent)
    : Card(tr("What this import would do"), parent)
    , m_import(new QPushButton(icon(Icon::Data), tr("Import")))
{
    setObjectName("importPreview"_L1);
    qint64 accepted = 0;
    qint64 rejected = 0;
    for (const importing::FileReport &file : report.files) {
        accepted += file.accepted;
        rejected += file.rejected;
    }
    auto *tiles = new CardGrid(150);
    tiles->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    const auto add = [&](const QString &label, qint64 count, const QString &what) {
        tiles->add(new StatTile({label, format.number(count), {}, {}, what, Tone::Neutral}));
    };
    add(tr("New customers"), report.customersNew, tr("nobody here has their address or number"));
    add(tr("Changed"), report.customersChanged, tr("known, and the files say something newer"));
    add(tr("Recognised"), report.customersMerged, tr("known here under another number"));
    const qint64 rows = accepted + rejected;
    add(tr("Rows refused"), rejected,
        rejected > 0    ? tr("of %1; they go to a file to be mended").arg(format.number(rows))
            : rows == 1 ? tr("the one row can be read")
                        : tr("all %1 rows can be read").arg(format.number(rows)));
    content()->addWidget(tiles);
    if (report.adoptedCurrency.isValid())
        content()->addWidget(makeLine(tr("All orders are in %1: it would become the shop’s currency.")
                                          .arg(report.adoptedCurrency.toString()),
            TextLabel::Ink::Text));
    if (!report.remark.isEmpty())
        content()->addWidget(makeLine(report.remark, TextLabel::Ink::Warning));
    addConsent(report, format);

    auto *buttons = new QHBoxLayout;
    setButtonKind(m_import, ButtonKind::Primary);
    m_import->setObjectName("importNow"_L1);
    setFocusProxy(m_import);
    auto *back = new QPushButton(tr("Not now"));
    back->setObjectName("dismissPreview"_L1);
    buttons->addWidget(m_import);
    buttons->addWidget(back);
    buttons->addStretch();
    content()->addLayout(buttons);
    addReasons(report, format);
    connect(m_import, &QPushButton::clicked, this, [this] {
        Q_EMIT importRequested(
            m_reason && m_acceptConsent->isChecked() ? m_reason->text().trimmed() : QString());
    });
    connect(back, &QPushButton::clicked, this, &ImportPreview::dismissed);
    updateButton();
}

void ImportPreview::addReasons(const importing::ImportReport &report, const Format &format)
{
    constexpr int mostLines = 8;
    struct Line
    {
        qint64 count;
        QString text;
    };
    QList<Line> lines;
    for (const importing::FileReport &file : report.files) {
        for (auto it = file.reasons.begin(); it != file.reasons.end(); ++it)
            lines.append({it.value(),
                tr("%1: %2 × %3")
                    .arg(QFileInfo(file.path).fileName(), format.number(it.value()),
                        reasonInWords(it.key()))});
    }
    std::stable_sort(
        lines.begin(), lines.end(), [](const Line &a, const Line &b) { return a.count > b.count; });
    for (const Line &line : lines.first(std::min<qsizetype>(lines.size(), mostLines)))
        content()->addWidget(makeLine(line.text, TextLabel::Ink::Warning));
    if (lines.size() > mostLines)
        content()->addWidget(
            makeLine(tr("… and %1 rarer reasons").arg(format.number(lines.size() - mostLines)),
                TextLabel::Ink::Muted));
}

void ImportPreview::addConsent(const importing::ImportReport &report, const Format &format)
{
    if (report.consentLost > 0)
        content()->addWidget(makeLine(report.consentLost == 1
                ? tr("1 person said yes to mail here and no in these files: the no will count.")
                : tr("%1 people said yes to mail here and no in these files: the no will count.")
                      .arg(format.number(report.consentLost)),
            TextLabel::Ink::Text));
    if (report.consentKept == 0)
        return;
    content()->addWidget(makeLine(report.consentKept == 1
            ? tr("1 person has a no noted here and a yes in these files: the no will stay.")
            : tr("%1 people have a no noted here and a yes in these files: the no will stay.")
                  .arg(format.number(report.consentKept)),
        TextLabel::Ink::Text));
    m_acceptConsent = new QCheckBox(tr("Let the yes of these files count instead"));
    m_acceptConsent->setObjectName("acceptConsent"_L1);
    m_acceptConsent->setToolTip(
        tr("Who unsubscribed stays unsubscribed, unless the file says that the yes came later."));
    m_reason = new QLineEdit;
    m_reason->setObjectName("consentReason"_L1);
    m_reason->setPlaceholderText(tr("Why may it? For example: signed up again at the fair in May"));
    m_reason->setAccessibleName(tr("Why an earlier no may become a yes"));
    m_reason->hide();
    content()->addWidget(m_acceptConsent);
    content()->addWidget(m_reason);
    connect(m_acceptConsent, &QCheckBox::toggled, this, [this](bool accepted) {
        m_reason->setVisible(accepted);
        if (accepted)
            m_reason->setFocus();
        updateButton();
    });
    connect(m_reason, &QLineEdit::textChanged, this, &ImportPreview::updateButton);
}

void ImportPreview::updateButton()
{
    m_import->setEnabled(
        !m_acceptConsent || !m_acceptConsent->isChecked() || !m_reason->text().trimmed().isEmpty());
}

} // namespace haberdash::ui
