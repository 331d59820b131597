<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AdoptWords</name>
    <message numerus="yes">
        <source>%n place(s) translated.</source>
        <translation>
            <numerusform>%n place translated.</numerusform>
            <numerusform>%n places translated.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) taken out.</source>
        <translation>
            <numerusform>%n thing taken out.</numerusform>
            <numerusform>%n things taken out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) for you to decide.</source>
        <translation>
            <numerusform>%n place for you to decide.</numerusform>
            <numerusform>%n places for you to decide.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FormatText</name>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n minute(s)</source>
        <translation>
            <numerusform>in %n minute</numerusform>
            <numerusform>in %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n hour(s)</source>
        <translation>
            <numerusform>in %n hour</numerusform>
            <numerusform>in %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>haberdash::ui::AddCodesDialog</name>
    <message numerus="yes">
        <source>Add %n code(s)</source>
        <translation>
            <numerusform>Add %n code</numerusform>
            <numerusform>Add %n codes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>haberdash::ui::BannerExportDialog</name>
    <message numerus="yes">
        <source>Wrote %n file(s) for %1 customers. For %2 no banner can be drawn: %3</source>
        <translation>
            <numerusform>Wrote %n file for %1 customers. For %2 no banner can be drawn: %3</numerusform>
            <numerusform>Wrote %n files for %1 customers. For %2 no banner can be drawn: %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrote %n file(s) for %1 customers, and the table “banners.csv”.</source>
        <translation>
            <numerusform>Wrote %n file for %1 customers, and the table “banners.csv”.</numerusform>
            <numerusform>Wrote %n files for %1 customers, and the table “banners.csv”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>haberdash::ui::CampaignView</name>
    <message numerus="yes">
        <source>The answer to %n message(s) was lost. They are never sent again by themselves, so that nobody gets two. If you know better, say so.</source>
        <translation>
            <numerusform>The answer to %n message was lost. They are never sent again by themselves, so that nobody gets two. If you know better, say so.</numerusform>
            <numerusform>The answer to %n messages was lost. They are never sent again by themselves, so that nobody gets two. If you know better, say so.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>haberdash::ui::CampaignsPage</name>
    <message numerus="yes">
        <source>%n message(s) sent</source>
        <translation>
            <numerusform>%n message sent</numerusform>
            <numerusform>%n messages sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) went to %1.</source>
        <translation>
            <numerusform>%n mail went to %1.</numerusform>
            <numerusform>%n mails went to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>haberdash::ui::CouponSetDialog</name>
    <message numerus="yes">
        <source>Take %n code(s)</source>
        <translation>
            <numerusform>Take %n code</numerusform>
            <numerusform>Take %n codes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>haberdash::ui::CouponSetView</name>
    <message numerus="yes">
        <source>Added %n code(s) to “%1”.</source>
        <translation>
            <numerusform>Added %n code to “%1”.</numerusform>
            <numerusform>Added %n codes to “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrote %n code(s) to “%1”.</source>
        <translation>
            <numerusform>Wrote %n code to “%1”.</numerusform>
            <numerusform>Wrote %n codes to “%1”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>haberdash::ui::DueCampaigns</name>
    <message numerus="yes">
        <source>%n message(s) sent</source>
        <translation>
            <numerusform>%n message sent</numerusform>
            <numerusform>%n messages sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>haberdash::ui::EmailReviewView</name>
    <message numerus="yes">
        <source>%n different mail(s).</source>
        <translation>
            <numerusform>%n different mail.</numerusform>
            <numerusform>%n different mails.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>haberdash::ui::ExperimentsPage</name>
    <message numerus="yes">
        <source>%n row(s) could not be used and were left out.</source>
        <translation>
            <numerusform>%n row could not be used and were left out.</numerusform>
            <numerusform>%n rows could not be used and were left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>haberdash::ui::ExportDialog</name>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n column</numerusform>
            <numerusform>%n columns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>haberdash::ui::ForeignView</name>
    <message numerus="yes">
        <source>%n thing(s) changed or stayed behind:</source>
        <translation>
            <numerusform>%n thing changed or stayed behind:</numerusform>
            <numerusform>%n things changed or stayed behind:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>haberdash::ui::MailboxCard</name>
    <message numerus="yes">
        <source>%n mail(s) read.</source>
        <translation>
            <numerusform>%n mail read.</numerusform>
            <numerusform>%n mails read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>haberdash::ui::OverlapView</name>
    <message numerus="yes">
        <source>%n customer(s) %1.</source>
        <translation>
            <numerusform>%n customer %1.</numerusform>
            <numerusform>%n customers %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>haberdash::ui::ReadyMadeGallery</name>
    <message numerus="yes">
        <source>%n customer(s), %1 can be e-mailed</source>
        <translation>
            <numerusform>%n customer, %1 can be e-mailed</numerusform>
            <numerusform>%n customers, %1 can be e-mailed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>haberdash::ui::SegmentTransfer</name>
    <message numerus="yes">
        <source>%n segment(s) written to %1</source>
        <translation>
            <numerusform>%n segment written to %1</numerusform>
            <numerusform>%n segments written to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n segment(s) taken over</source>
        <translation>
            <numerusform>%n segment taken over</numerusform>
            <numerusform>%n segments taken over</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>haberdash::ui::SegmentsPage</name>
    <message numerus="yes">
        <source>%n customer(s) written to %1</source>
        <translation>
            <numerusform>%n customer written to %1</numerusform>
            <numerusform>%n customers written to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>haberdash::ui::TakeSegmentsDialog</name>
    <message numerus="yes">
        <source>%n segment(s) will be saved in this shop.</source>
        <translation>
            <numerusform>%n segment will be saved in this shop.</numerusform>
            <numerusform>%n segments will be saved in this shop.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>haberdash::ui::TasksButton</name>
    <message numerus="yes">
        <source>%n task(s) running</source>
        <translation>
            <numerusform>%n task running</numerusform>
            <numerusform>%n tasks running</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>haberdash::ui::UpsetPlot</name>
    <message numerus="yes">
        <source>%n customer(s) %1</source>
        <translation>
            <numerusform>%n customer %1</numerusform>
            <numerusform>%n customers %1</numerusform>
        </translation>
    </message>
</context>
</TS>
