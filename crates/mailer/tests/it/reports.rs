//! Reports as mail servers and providers write them. The first four are the examples of RFC 3464 (Moore and Vaudreuil
//! 2003), and the fifth is the full one of RFC 5965 (Shafranovich, Levine and Kucherawy 2010), with other addresses. The
//! others have the form of what common servers send.

/// RFC 3464: a mail that was given up after five days.
pub(crate) const SIMPLE: &str = r#"Date: Thu, 7 Jul 1994 17:16:05 -0400
From: Mail Delivery Subsystem <MAILER-DAEMON@example.net>
Message-Id: <199407072116.RAA14128@example.net>
Subject: Returned mail: Cannot send message for 5 days
To: <bounces@c2r.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
      boundary="RAA14128.773615765/EXAMPLE.NET"

--RAA14128.773615765/EXAMPLE.NET

The original message was received at Sat, 2 Jul 1994 17:10:28 -0400
from root@localhost

   ----- The following addresses had delivery problems -----
<ana@example.org>  (unrecoverable error)

   ----- Transcript of session follows -----
<ana@example.org>... Deferred: Connection timed out
     with example.org.
Message could not be delivered for 5 days
Message will be deleted from queue

--RAA14128.773615765/EXAMPLE.NET
content-type: message/delivery-status

Reporting-MTA: dns; example.net

Original-Recipient: rfc822;ana@example.org
Final-Recipient: rfc822;ana@example.org
Action: failed
Status: 4.0.0
Diagnostic-Code: smtp; 426 connection timed out
Last-Attempt-Date: Thu, 7 Jul 1994 17:15:49 -0400

--RAA14128.773615765/EXAMPLE.NET
content-type: message/rfc822

[original message goes here]

--RAA14128.773615765/EXAMPLE.NET--
"#;

/// RFC 3464: several recipients.
pub(crate) const SEVERAL: &str = r#"Date: Fri, 8 Jul 1994 09:21:47 -0400
From: Mail Delivery Subsystem <MAILER-DAEMON@example.net>
Subject: Returned mail: User unknown
To: <bounces@c2r.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
      boundary="JAA13167.773673707/EXAMPLE.NET"

--JAA13167.773673707/EXAMPLE.NET
content-type: text/plain; charset=us-ascii

   ----- The following addresses had delivery problems -----
<a@example.org>  (unrecoverable error)
<b@example.org>  (unrecoverable error)

--JAA13167.773673707/EXAMPLE.NET
content-type: message/delivery-status

Reporting-MTA: dns; example.net

Original-Recipient: rfc822;a@example.org
Final-Recipient: rfc822;a@example.org
Action: failed
Status: 5.0.0 (permanent failure)
Diagnostic-Code: smtp;  550 'a@Example.ORG' is not a
 registered gateway user
Remote-MTA: dns; example.org

Original-Recipient: rfc822;b@example.org
Final-Recipient: rfc822;b@example.org
Action: delayed
Status: 4.0.0 (mx.example.org: host name lookup failure)

Original-Recipient: rfc822;c@example.org
Final-Recipient: rfc822;c@example.org
Action: failed
Status: 5.0.0
Diagnostic-Code: smtp; 550 user unknown
Remote-MTA: dns; example.org

--JAA13167.773673707/EXAMPLE.NET
content-type: message/rfc822

[original message goes here]

--JAA13167.773673707/EXAMPLE.NET--
"#;

/// RFC 3464: from another mail system, whose addresses are none of ours.
pub(crate) const GATEWAY: &str = r#"Disclose-recipients: prohibited
Date: Fri, 08 Jul 1994 09:21:25 -0400 (EDT)
From: Message Router Submission Agent <AMMGR@example.net>
Subject: Status of: Re: Battery current sense
To: bounces@c2r.example
MIME-version: 1.0
content-type: multipart/report; report-type=delivery-status;
      boundary="84229080704991.122306.SYS30"

--84229080704991.122306.SYS30
content-type: text/plain

Invalid address - nair_s
%DIR-E-NODIRMTCH, No matching Directory Entry found

--84229080704991.122306.SYS30
content-type: message/delivery-status

Reporting-MTA: mailbus; SYS30

Final-Recipient: unknown; nair_s
Status: 5.0.0 (unknown permanent failure)
Action: failed

--84229080704991.122306.SYS30--
"#;

/// RFC 3464: not yet.
pub(crate) const DELAYED: &str = r#"MIME-Version: 1.0
From: <postmaster@example.net>
Message-Id: <199407092338.TAA23293@example.net>
Received: from nsfnet-relay.example.net by sun2.example.net id <g.12954-0@sun2.example.net>;
      Sun, 10 Jul 1994 00:36:51 +0100
To: bounces@c2r.example
Date: Sun, 10 Jul 1994 00:36:51 +0100
Subject: WARNING: message delayed at "example.net"
content-type: multipart/report; report-type=delivery-status;
              boundary=foobar

--foobar
content-type: text/plain

The following message:

UA-ID:  Reliable PC (...
Q-ID:   sun2.nsf:77/msg.11820-0

has not been delivered to the intended recipient:

thomas@example.org

despite repeated delivery attempts over the past 24 hours.

--foobar
content-type: message/delivery-status

Reporting-MTA: dns; sun2.example.net

Final-Recipient: rfc822;thomas@example.org
Status: 4.0.0 (unknown temporary failure)
Action: delayed

--foobar--
"#;

/// RFC 5965: a complaint with all that it may say.
pub(crate) const COMPLAINT: &str = r#"From: <abusedesk@example.com>
Date: Thu, 8 Mar 2005 17:40:36 EDT
Subject: FW: Earn money
To: <abuse@c2r.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report;
     boundary="part1_13d.2e68ed54_boundary"

--part1_13d.2e68ed54_boundary
Content-Type: text/plain; charset="US-ASCII"
Content-Transfer-Encoding: 7bit

This is an email abuse report for an email message received from IP
192.0.2.1 on Thu, 8 Mar 2005 14:00:00 EDT.

--part1_13d.2e68ed54_boundary
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <bounces+k2m9q0xw@c2r.example>
Original-Rcpt-To: <user@example.com>
Arrival-Date: Thu, 8 Mar 2005 14:00:00 EDT
Reporting-MTA: dns; mail.example.com
Source-IP: 192.0.2.1
Authentication-Results: mail.example.com;
               spf=fail smtp.mail=bounces@c2r.example
Reported-Domain: c2r.example
Reported-Uri: http://c2r.example/earn_money.html
Reported-Uri: mailto:user@example.com
Removal-Recipient: user@example.com

--part1_13d.2e68ed54_boundary
Content-Type: message/rfc822
Content-Disposition: inline

From: <no-reply@c2r.example>
Received: from mailserver.example.net (mailserver.example.net
     [192.0.2.1]) by example.com with ESMTP id M63d4137594e46;
     Thu, 08 Mar 2005 14:00:00 -0400
To: <Undisclosed Recipients>
Subject: Earn money
MIME-Version: 1.0
Content-type: text/plain
Message-ID: <n-17@c2r.example>
Date: Thu, 02 Sep 2004 12:31:03 -0500

Spam Spam Spam
Spam Spam Spam
--part1_13d.2e68ed54_boundary--
"#;

/// A report whose second and third part are given.
pub(crate) fn delivery(status: &str, returned: &str) -> String {
    format!(
        "Return-Path: <>\nFrom: MAILER-DAEMON@example.net\nTo: bounces+k2m9q0xw@c2r.example\n\
         Date: Wed, 25 Nov 2026 10:00:05 +0000 (UTC)\nSubject: Undelivered Mail Returned to Sender\n\
         Auto-Submitted: auto-replied\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status;\n\tboundary=\"4cXyz.1764064805/mx\"\n\n\
         This is a MIME-encapsulated message.\n\n--4cXyz.1764064805/mx\nContent-Description: Notification\n\
         Content-Type: text/plain; charset=us-ascii\n\nI'm sorry to have to inform you.\n\n--4cXyz.1764064805/mx\n\
         Content-Description: Delivery report\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; mx.example.net\nX-Postfix-Sender: rfc822; bounces+k2m9q0xw@c2r.example\n\
         Arrival-Date: Wed, 25 Nov 2026 10:00:01 +0000 (UTC)\n\n{status}\n--4cXyz.1764064805/mx\n{returned}\n\
         --4cXyz.1764064805/mx--\n"
    )
}

/// A report of one failure, with the mail's headers.
pub(crate) fn failed(status: &str) -> String {
    delivery(status, RETURNED)
}

pub(crate) const RETURNED: &str = "Content-Description: Undelivered Message Headers\nContent-Type: text/rfc822-headers\n\n\
     Return-Path: <bounces+k2m9q0xw@c2r.example>\nReceived: from c2r.example by mx.example.net; Wed, 25 Nov 2026 10:00:01 \
     +0000\nMessage-ID: <n-17@c2r.example>\nFrom: Cities <no-reply@c2r.example>\nTo: ana@example.org\nSubject: Heat\n";

/// A complaint with these fields, and the mail's headers.
pub(crate) fn complaint(fields: &str) -> String {
    format!(
        "From: fbl@example.net\nTo: abuse@c2r.example\nDate: Wed, 25 Nov 2026 10:00:05 +0000\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; boundary=b1; report-type=\"feedback-report\"\n\n--b1\n\
         Content-Type: text/plain\n\nA complaint.\n\n--b1\nContent-Type: message/feedback-report\n\n{fields}\n\n--b1\n\
         {RETURNED}\n--b1--\n"
    )
}
