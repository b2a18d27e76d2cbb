import type { ReactNode } from 'react';
import { NOTICE_ROWS } from './notice-facts.ts';
import '../support/catalogue.css';

/** Made of the data that the kit itself goes by. */
export function NoticeTable(): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section className="cat-facts sb-unstyled" aria-label="Which notice when" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Notice</th>
            <th scope="col">Codes</th>
            <th scope="col">Severity</th>
            <th scope="col">Shown</th>
            <th scope="col">As</th>
            <th scope="col">Announced</th>
            <th scope="col">Stays</th>
            <th scope="col">Next try</th>
          </tr>
        </thead>
        <tbody>
          {NOTICE_ROWS.map((row) => (
            <tr key={row.kind}>
              <th scope="row">
                {row.kind}
                <code>{row.component}</code>
              </th>
              <td>{row.causes.join(', ')}</td>
              <td>
                <span className="cat-severity" data-severity={row.severity}>
                  {row.severity}
                </span>
              </td>
              <td>{row.shownAfter}</td>
              <td>{row.form}</td>
              <td>{row.announced}</td>
              <td>{row.stays}</td>
              <td>{row.next}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
