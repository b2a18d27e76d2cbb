import { type ReactNode, useEffect, useState } from 'react';
import { type Announcement, onAnnouncement } from '../../src/components/index.ts';
import './catalogue.css';

/** What assistive technology is told, as it is told. The log itself is not spoken. */
export function AnnouncementLog(): ReactNode {
  const [announcements, setAnnouncements] = useState<readonly Announcement[]>([]);
  useEffect(
    () => onAnnouncement((announcement) => setAnnouncements((before) => [...before, announcement])),
    [],
  );
  return (
    <section className="cat-log" aria-label="Announcements">
      <h2>Announcements</h2>
      {announcements.length === 0 ? <p>Silence.</p> : null}
      <ol>
        {announcements.map(({ key, urgency, text, lang }) => (
          <li key={key} lang={lang}>
            <b>{urgency}</b>: {text}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What the log of a story says, line by line. */
export function announcedIn(canvasElement: HTMLElement): readonly string[] {
  return [...canvasElement.querySelectorAll('.cat-log li')].map(({ textContent }) => textContent ?? '');
}
