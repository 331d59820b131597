// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/start_page.h"

#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QFileInfo>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

/// A card with a way to begin: what it is, one sentence, one button.
Card *makeWay(const QString &title, const QString &sentence, QPushButton *button)
{
    auto *card = new Card(title);
    auto *words = new TextLabel(sentence, TextLabel::Size::Body, TextLabel::Ink::Muted);
    words->setWordWrap(true);
    words->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    card->content()->addWidget(words, 1);
    card->content()->addSpacing(space::small);
    card->content()->addWidget(button, 0, Qt::AlignLeft);
    return card;
}

QPushButton *makeButton(const QString &text, Icon which, const QString &objectName)
{
    auto *button = new QPushButton(icon(which), text);
    button->setObjectName(objectName);
    return button;
}

} // namespace

StartPage::StartPage(const QList<Recent> &recent, const QString &trouble, QWidget *parent)
    : Page(tr("What would you like to do first?"), parent)
{
    setSubline(tr("Haberdash turns what your shop knows into e-mail that each customer is glad to get. "
                  "Everything stays on this computer."));
    QVBoxLayout *column = makeScrollingContent();
    if (!trouble.isEmpty()) {
        auto *message = new InlineMessage;
        message->setObjectName("startTrouble"_L1);
        message->setMessage(Tone::Negative, trouble);
        column->addWidget(message);
    }
    QPushButton *sample = makeButton(tr("Try it with the sample shop"), Icon::Play, u"startSample"_s);
    setButtonKind(sample, ButtonKind::Primary);
    QPushButton *files = makeButton(tr("Import your shop's files"), Icon::Data, u"startNew"_s);
    QPushButton *open = makeButton(tr("Open a workspace"), Icon::FolderOpen, u"startOpen"_s);
    auto *ways = new CardGrid(240);
    ways->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Maximum); // as high as the words, no higher
    ways->add(makeWay(tr("Look around"),
        tr("An invented shop with two thousand customers and two years of orders. Nothing in it can break, "
           "and no mail goes out."),
        sample));
    ways->add(makeWay(tr("Begin with your own shop"),
        tr("Take the files your shop exports: customers, orders and products. Haberdash reads them into one "
           "workspace file of your own."),
        files));
    ways->add(makeWay(
        tr("Carry on"), tr("Open a workspace that was made before, here or on another computer."), open));
    column->addWidget(ways);
    connect(sample, &QPushButton::clicked, this, &StartPage::sampleRequested);
    connect(files, &QPushButton::clicked, this, &StartPage::newRequested);
    connect(open, &QPushButton::clicked, this, &StartPage::openRequested);

    if (!recent.isEmpty()) {
        auto *card = new Card(tr("Opened lately"));
        for (const Recent &item : recent) {
            auto *button = new QPushButton(icon(Icon::Shop), item.name);
            setButtonKind(button, ButtonKind::Quiet);
            button->setToolTip(item.path);
            button->setAccessibleDescription(item.path);
            auto *row = new QHBoxLayout;
            row->addWidget(button);
            row->addWidget(new TextLabel(QFileInfo(item.path).absolutePath(), TextLabel::Size::Small,
                               TextLabel::Ink::Muted),
                1);
            card->content()->addLayout(row);
            connect(
                button, &QPushButton::clicked, this, [this, path = item.path] { Q_EMIT recentChosen(path); });
        }
        column->addWidget(card);
    }
    column->addStretch(1);
    faces().showFull();
}

} // namespace haberdash::ui
