import { useStore } from 'zustand/react';
import { timeline } from './timeline.ts';

const time = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 1,
  // `hour12: false` would write midnight as 24.
  hourCycle: 'h23',
});

/** What happened to whose connection, newest first. */
export function TimelineView() {
  const entries = useStore(timeline);
  return (
    <section className="pg-timeline" aria-label="Timeline">
      <header>
        <h2>Timeline</h2>
        <button type="button" onClick={() => timeline.setState([], true)}>
          Clear
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <ol tabIndex={0} aria-label="Events">
        {entries.map(({ id, at, who, what, status }) => (
          <li key={id} data-status={status}>
            <time dateTime={new Date(at).toISOString()}>{time.format(at)}</time>
            <b>{who}</b>
            <span>{what}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
