// Dates as a file that calendars read: iCalendar, RFC 5545.

/** All-day events as the text of an .ics file; each is {uid, day, summary, address}. */
function calendar(events, now) {
  const stamp = now.toJSON().replace(/[-:]|\.\d+/g, "");
  const lines = events.flatMap(({ uid, day, summary, address }) => [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${day.replaceAll("-", "")}`,
    // On one line, and without signs that would end it (3.3.11).
    `SUMMARY:${summary.replace(/[\s\p{Cc}]+/gu, " ").trim().replace(/[\\;,]/g, "\\$&")}`,
    // Not of a page that was opened from a file.
    ...(/^https?:/.test(address) ? [`URL:${address}`] : []),
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Onward//Onward//EN", ...lines, "END:VCALENDAR"].map(folded).join("");
}

/** A line in pieces of at most 75 octets, none of them ending inside a character (3.1). */
function folded(line) {
  let text = "";
  let room = 75;
  for (const sign of line) {
    const octets = new TextEncoder().encode(sign).length;
    if (octets > room) {
      text += "\r\n ";
      room = 74;
    }
    text += sign;
    room -= octets;
  }
  return `${text}\r\n`;
}
