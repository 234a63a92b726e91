/** The demo business's customers by name, line of trade and place. Any likeness to a real company is chance. */

export interface Named {
  readonly name: string
  readonly industry: string
  readonly city: string
  readonly state: string
}

const named = (name: string, industry: string, city: string, state: string): Named => ({ name, industry, city, state })

/** The first is the one that everything happens to; the third and fourth are easily taken for each other. */
export const customers: ReadonlyArray<Named> = [
  named("Delta Industries", "Manufacturing", "Dayton", "Ohio"),
  named("Acme Corporation", "Retail", "Phoenix", "Arizona"),
  named("Northwind Traders", "Wholesale", "Columbus", "Ohio"),
  named("Northwind Trading", "Import and export", "Portland", "Oregon"),
  named("Bluewater Logistics", "Logistics", "Baltimore", "Maryland"),
  named("Cedar Hill Farms", "Agriculture", "Ames", "Iowa"),
  named("Harborview Hotels", "Hospitality", "Boston", "Massachusetts"),
  named("Ironclad Fabrication", "Manufacturing", "Gary", "Indiana"),
  named("Juniper Health Group", "Healthcare", "Denver", "Colorado"),
  named("Kestrel Aviation Parts", "Aerospace", "Wichita", "Kansas"),
  named("Lakeshore Printing", "Printing", "Milwaukee", "Wisconsin"),
  named("Meridian Software", "Software", "Austin", "Texas"),
  named("Old Mill Bakery", "Food", "Burlington", "Vermont"),
  named("Pinecrest Furniture", "Furniture", "High Point", "North Carolina"),
  named("Quarry Road Concrete", "Construction", "Scranton", "Pennsylvania"),
  named("Redwood Robotics", "Automation", "San Jose", "California"),
  named("Summit Outdoor Gear", "Retail", "Boulder", "Colorado"),
  named("Tidewater Marine", "Shipbuilding", "Norfolk", "Virginia"),
  named("Union Street Breweries", "Beverages", "Buffalo", "New York"),
  named("Valley Forge Tools", "Manufacturing", "Allentown", "Pennsylvania"),
  named("Westbrook Schools", "Education", "Portland", "Maine"),
  named("Yellowstone Timber", "Forestry", "Missoula", "Montana"),
  named("Zephyr Wind Energy", "Energy", "Abilene", "Texas"),
  named("Amber Glassworks", "Glass", "Toledo", "Ohio"),
  named("Bright Spark Electrical", "Electrical", "Tulsa", "Oklahoma"),
  named("Copperfield Plumbing", "Construction", "Reno", "Nevada"),
  named("Dovetail Joinery", "Furniture", "Asheville", "North Carolina"),
  named("Eastgate Pharmacy", "Healthcare", "Newark", "New Jersey"),
  named("Fairway Golf Supply", "Retail", "Augusta", "Georgia"),
  named("Granite State Paving", "Construction", "Concord", "New Hampshire"),
  named("Highland Wool Mills", "Textiles", "Lowell", "Massachusetts"),
  named("Inland Freight Lines", "Logistics", "Omaha", "Nebraska"),
  named("Jetstream Cooling", "Heating and cooling", "Tampa", "Florida"),
  named("Keystone Bearings", "Manufacturing", "Pittsburgh", "Pennsylvania"),
  named("Lighthouse Books", "Publishing", "Providence", "Rhode Island"),
  named("Magnolia Catering", "Food", "Jackson", "Mississippi"),
  named("Nimbus Analytics", "Software", "Seattle", "Washington"),
  named("Orchard Lane Preserves", "Food", "Yakima", "Washington"),
  named("Prairie Seed Company", "Agriculture", "Fargo", "North Dakota"),
  named("Quicksilver Couriers", "Logistics", "Chicago", "Illinois"),
  named("Riverside Clinics", "Healthcare", "Memphis", "Tennessee"),
  named("Silverline Packaging", "Packaging", "Louisville", "Kentucky"),
  named("Tallgrass Veterinary", "Healthcare", "Topeka", "Kansas"),
  named("Upland Dairy", "Food", "Madison", "Wisconsin"),
  named("Vertex Medical Devices", "Medical devices", "Minneapolis", "Minnesota"),
  named("Wolfram Metals", "Metals", "Spokane", "Washington"),
  named("Anchor Bay Fisheries", "Fishing", "Gloucester", "Massachusetts"),
  named("Birchwood Interiors", "Furniture", "Grand Rapids", "Michigan"),
  named("Canyon Creek Solar", "Energy", "Tucson", "Arizona"),
  named("Driftwood Resorts", "Hospitality", "Savannah", "Georgia"),
  named("Evergreen Landscaping", "Landscaping", "Eugene", "Oregon"),
  named("Foundry Street Castings", "Metals", "Birmingham", "Alabama"),
  named("Golden Gate Optics", "Optics", "Oakland", "California"),
  named("Hollis Dental Supply", "Medical devices", "Richmond", "Virginia"),
  named("Ivory Coast Coffee Roasters", "Beverages", "New Orleans", "Louisiana"),
  named("Jasper Stoneworks", "Construction", "Little Rock", "Arkansas"),
  named("Kingfisher Kayaks", "Sports", "Duluth", "Minnesota"),
  named("Larkspur Cosmetics", "Cosmetics", "Santa Fe", "New Mexico"),
  named("Monarch Elevators", "Engineering", "Hartford", "Connecticut"),
  named("Nordic Ski Works", "Sports", "Park City", "Utah")
]
