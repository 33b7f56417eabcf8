// Owns the start of the second file: it hands the pages of who has a right to the first one. It runs on the page's only
// thread, once, when leading.ts fetched it; it must never be bundled into the first file, nor draw by itself.

import { offer_pages } from "./leading";
import { Lead } from "./views/lead";
import { MinuteTaker } from "./views/minute_taker";
import { TablePage } from "./views/table";

offer_pages({ chair: Lead, minute_taker: MinuteTaker, table_facilitator: TablePage });
