// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace haberdash::ui {

/// Our own stroke icons: a grid of 24, strokes of 1.75, resources/icons/<name>.svg.
enum class Icon {
    Home,
    Data,
    Customers,
    Segments,
    Email,
    Campaigns,
    Experiments,
    Settings,
    Search,
    Plus,
    Close,
    ChevronDown,
    ChevronUp,
    ChevronLeft,
    ChevronRight,
    Check,
    Warning,
    Error,
    Info,
    Play,
    Pause,
    Stop,
    Undo,
    Redo,
    Trash,
    Copy,
    DragHandle,
    FolderOpen,
    File,
    Save,
    Calendar,
    Eye,
    Phone,
    Desktop,
    Moon,
    Sun,
    Text,
    Link,
    ArrowLeft,
    ArrowRight,
    ArrowUp,
    ArrowDown,
    Tag,
    Shop,
    Refresh,
    Download,
    More,
    MailCheck,
    MailX,
    Clock,
    Chart,
    Help,
    Sidebar,
    Image,
    Minus,
    Lock,
    Filter,
    Audit,
    Table
};

/// In the order of the enumeration; for galleries and tests.
[[nodiscard]] QList<Icon> allIcons();
/// "mail-check": the name of the file in the resources.
[[nodiscard]] QString iconName(Icon icon);

/// Which colour of the theme an icon takes when it is enabled.
enum class IconTone { Text, Muted, Accent, Positive, Warning, Negative };

/// An icon that takes its colour when it is painted, from the palette the application has then: it follows a
/// change of theme by itself. Sharp at every size and scale.
[[nodiscard]] QIcon icon(Icon which, IconTone tone = IconTone::Muted);

/// Paints an icon in a colour of the caller's choice; for delegates and own widgets.
void paintIcon(QPainter &painter, Icon which, const QRect &rect, const QColor &color);

/// The sign of the program itself, with its own colours, at 16 to 256 pixels.
[[nodiscard]] QIcon applicationIcon();

} // namespace haberdash::ui
