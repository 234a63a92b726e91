/** Who the sixty customers are, and which of them behave in ways worth finding. */

/** What is planted in a customer's history. */
export type Plot =
  /** Rush orders rise over the last six months and payments come later in the last four. */
  | "delta"
  /** One order ten times the usual size, two months ago. */
  | "huge_order"
  /** Orders every week, and none for the last three months. */
  | "silence"
  /** A dozen orders within two days, last month. */
  | "burst"
  /** Orders grow all the time. */
  | "growth"
  /** Most orders fall into the last quarter of each year. */
  | "season"
  /** Unpaid invoices come close to the credit limit. */
  | "near_limit"

export interface Who {
  readonly name: string
  readonly industry: string
  readonly city: string
  readonly state: string
  readonly plot?: Plot
}

const plots: Readonly<Record<string, Plot>> = {
  "Delta Industries": "delta",
  "Granite Peak Construction": "huge_order",
  "Lakeshore Printing": "silence",
  "Redwood Outfitters": "burst",
  "Brightline Robotics": "growth",
  "Evergreen Gifts": "season",
  "Harborview Seafood": "near_limit"
}

export const who: ReadonlyArray<Who> = `
Delta Industries|Industrial Machinery|Dayton|Ohio
Acme Corporation|Manufacturing|Phoenix|Arizona
Northwind Traders|Food Wholesale|Columbus|Ohio
Northwind Trading|Outdoor Equipment|Portland|Oregon
Granite Peak Construction|Construction|Denver|Colorado
Lakeshore Printing|Printing|Milwaukee|Wisconsin
Redwood Outfitters|Outdoor Equipment|Eureka|California
Brightline Robotics|Robotics|Austin|Texas
Evergreen Gifts|Retail|Burlington|Vermont
Harborview Seafood|Food Wholesale|Portland|Maine
Apex Tooling|Industrial Machinery|Detroit|Michigan
Bluebird Bakery Supply|Food Wholesale|Kansas City|Missouri
Cascade Timber|Forestry|Spokane|Washington
Copperfield Electric|Electronics|Tucson|Arizona
Crescent Pharma|Pharmaceuticals|Newark|New Jersey
Cypress Medical|Health Care|Tampa|Florida
Dynamo Sports|Sporting Goods|Boulder|Colorado
Eastgate Furniture|Furniture|High Point|North Carolina
Falcon Aerospace Parts|Aerospace|Wichita|Kansas
Fernwood Gardens|Horticulture|Salem|Oregon
Foxglove Cosmetics|Cosmetics|Los Angeles|California
Gemstone Ceramics|Ceramics|Santa Fe|New Mexico
Glacier Water|Beverages|Anchorage|Alaska
Hawthorne Textiles|Textiles|Lowell|Massachusetts
Hickory Grove Farms|Agriculture|Lancaster|Pennsylvania
Horizon Solar|Energy|San Diego|California
Ironbridge Steel|Metals|Pittsburgh|Pennsylvania
Ivory Coast Coffee|Beverages|New Orleans|Louisiana
Jasper Stoneworks|Construction|Atlanta|Georgia
Juniper Health|Health Care|Boise|Idaho
Keystone Plumbing Supply|Construction|Harrisburg|Pennsylvania
Kestrel Optics|Optics|Rochester|New York
Larkspur Books|Publishing|Ann Arbor|Michigan
Liberty Auto Parts|Automotive|Toledo|Ohio
Lighthouse Marine|Marine|Annapolis|Maryland
Magnolia Home Goods|Furniture|Savannah|Georgia
Maple Ridge Dairy|Food Wholesale|Madison|Wisconsin
Meridian Packaging|Packaging|Indianapolis|Indiana
Midland Grain|Agriculture|Omaha|Nebraska
Nimbus Telecom|Telecommunications|Raleigh|North Carolina
Oakmont Cabinetry|Furniture|Louisville|Kentucky
Onyx Semiconductors|Electronics|San Jose|California
Pacific Rim Imports|Import and Export|Seattle|Washington
Palisade Security|Security|Fort Lee|New Jersey
Pinecrest Hospitality|Hospitality|Asheville|North Carolina
Prairie Wind Energy|Energy|Des Moines|Iowa
Quarry Lane Tile|Ceramics|Nashville|Tennessee
Quicksilver Couriers|Logistics|Memphis|Tennessee
Ridgeway Bicycles|Sporting Goods|Minneapolis|Minnesota
Riverbend Brewing|Beverages|Cincinnati|Ohio
Saffron Kitchen Supply|Hospitality|Chicago|Illinois
Sagebrush Leather|Apparel|Cheyenne|Wyoming
Silverline Instruments|Optics|Boston|Massachusetts
Stonehaven Wines|Beverages|Napa|California
Summit Climbing Gear|Sporting Goods|Salt Lake City|Utah
Sunbelt Pools|Construction|Orlando|Florida
Tidewater Boats|Marine|Norfolk|Virginia
Umbra Lighting|Electronics|Buffalo|New York
Vanguard Cycles|Automotive|Birmingham|Alabama
Willow Creek Paper|Packaging|Green Bay|Wisconsin
`.trim().split("\n").map((line) => {
  const [name = "", industry = "", city = "", state = ""] = line.split("|")
  const plot = plots[name]
  return { name, industry, city, state, ...(plot === undefined ? {} : { plot }) }
})
