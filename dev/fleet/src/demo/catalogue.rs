//! The demo's market: invented events in real cities, spread over the next months.

use chrono_tz::{America, Asia, Australia, Europe, Tz};

pub(super) const SELLERS: [&str; 6] = [
    "ada@demo.example",
    "bruno@demo.example",
    "chidi@demo.example",
    "dalia@demo.example",
    "emil@demo.example",
    "farah@demo.example",
];

/// An event, and the seats for it that are on sale.
#[derive(Clone, Copy)]
pub(super) struct Occasion {
    pub(super) title: &'static str,
    pub(super) description: &'static str,
    pub(super) venue: &'static str,
    pub(super) city: &'static str,
    pub(super) timezone: Tz,
    pub(super) days_from_now: u64,
    /// Hour and minute.
    pub(super) local_time: (u32, u32),
    pub(super) seats: &'static [Seat],
}

/// Row and seat are empty where places are not numbered. Prices are decimal dollars.
#[derive(Clone, Copy)]
pub(super) struct Seat {
    pub(super) section: &'static str,
    pub(super) row: &'static str,
    pub(super) seat: &'static str,
    pub(super) price: &'static str,
    pub(super) face_value: &'static str,
}

impl Seat {
    /// Section, row and seat in one.
    pub(super) fn place(&self) -> String {
        format!("{}/{}/{}", self.section, self.row, self.seat)
    }
}

const fn seat(
    section: &'static str,
    row: &'static str,
    seat: &'static str,
    price: &'static str,
    face_value: &'static str,
) -> Seat {
    Seat { section, row, seat, price, face_value }
}

pub(super) const EVENTS: &[Occasion] = &[
    Occasion {
        title: "La Traviata",
        description: "Verdi's opera in three acts, sung in Italian with English surtitles. Two intervals.",
        venue: "Riverside Opera House",
        city: "London",
        timezone: Europe::London,
        days_from_now: 12,
        local_time: (19, 0),
        seats: &[
            seat("Stalls", "F", "12", "96.50", "110.00"),
            seat("Stalls", "F", "13", "96.50", "110.00"),
            seat("Balcony", "B", "4", "38.00", "35.00"),
            seat("Upper circle", "H", "27", "21.75", "24.00"),
        ],
    },
    Occasion {
        title: "Winter Jazz Night",
        description: "Three quartets, one stage, until late.",
        venue: "The Brass Cellar",
        city: "New York",
        timezone: America::New_York,
        days_from_now: 9,
        local_time: (21, 0),
        seats: &[
            seat("General admission", "", "", "45.00", "45.00"),
            seat("Table", "3", "B", "120.00", "95.00"),
            seat("Balcony", "A", "7", "62.50", "60.00"),
        ],
    },
    Occasion {
        title: "City Derby",
        description: "The return match of the autumn's 2:2. Home end.",
        venue: "Hafenstadion",
        city: "Hamburg",
        timezone: Europe::Berlin,
        days_from_now: 18,
        local_time: (15, 30),
        seats: &[
            seat("North stand", "22", "114", "54.00", "42.00"),
            seat("North stand", "22", "115", "54.00", "42.00"),
            seat("Main stand", "5", "31", "88.00", "79.00"),
            seat("Standing south", "", "", "19.50", "17.00"),
        ],
    },
    Occasion {
        title: "Hamlet",
        description: "A new production with the whole text. About four hours, one interval.",
        venue: "Old Mill Theatre",
        city: "Dublin",
        timezone: Europe::Dublin,
        days_from_now: 25,
        local_time: (19, 30),
        seats: &[
            seat("Stalls", "C", "8", "49.00", "52.00"),
            seat("Stalls", "C", "9", "49.00", "52.00"),
            seat("Gallery", "A", "16", "18.00", "18.00"),
        ],
    },
    Occasion {
        title: "Symphony No. 9",
        description: "Beethoven's Ninth with the city's philharmonic chorus. No interval.",
        venue: "Philharmonic Hall",
        city: "Vienna",
        timezone: Europe::Vienna,
        days_from_now: 37,
        local_time: (19, 30),
        seats: &[
            seat("Parterre", "11", "6", "132.00", "118.00"),
            seat("Gallery", "2", "20", "47.50", "45.00"),
            seat("Organ balcony", "1", "3", "29.00", "29.00"),
        ],
    },
    Occasion {
        title: "Northern Lights Festival",
        description: "Weekend pass: two days, four stages, camping included.",
        venue: "Lakeside Park",
        city: "Stockholm",
        timezone: Europe::Stockholm,
        days_from_now: 190,
        local_time: (14, 0),
        seats: &[
            seat("Weekend pass", "", "", "189.00", "210.00"),
            seat("Weekend pass", "", "2", "189.00", "210.00"),
            seat("Day ticket Saturday", "", "", "99.00", "110.00"),
            seat("Camper van", "P", "41", "260.00", "260.00"),
        ],
    },
    Occasion {
        title: "The Paper Lanterns",
        description: "Their first tour in six years. Doors at seven.",
        venue: "Harbour Arena",
        city: "Sydney",
        timezone: Australia::Sydney,
        days_from_now: 44,
        local_time: (20, 0),
        seats: &[
            seat("Floor", "", "", "149.90", "129.90"),
            seat("Section 114", "K", "18", "119.00", "109.90"),
            seat("Section 114", "K", "19", "119.00", "109.90"),
            seat("Section 302", "D", "5", "79.00", "79.90"),
        ],
    },
    Occasion {
        title: "Swan Lake",
        description: "The company's own choreography, live orchestra.",
        venue: "Teatro del Parque",
        city: "Buenos Aires",
        timezone: America::Argentina::Buenos_Aires,
        days_from_now: 30,
        local_time: (20, 30),
        seats: &[
            seat("Platea", "9", "14", "85.00", "90.00"),
            seat("Platea", "9", "15", "85.00", "90.00"),
            seat("Paraiso", "3", "22", "15.00", "12.00"),
        ],
    },
    Occasion {
        title: "Stand-up Marathon",
        description: "Twelve comedians, ten minutes each.",
        venue: "The Back Room",
        city: "Chicago",
        timezone: America::Chicago,
        days_from_now: 6,
        local_time: (20, 0),
        seats: &[
            seat("General admission", "", "", "22.00", "25.00"),
            seat("Front tables", "1", "D", "41.00", "40.00"),
            seat("Balcony", "", "", "17.50", "20.00"),
        ],
    },
    Occasion {
        title: "Marathon Grandstand",
        description: "A seat at the finish line, coffee included.",
        venue: "Finish Line, West Avenue",
        city: "Boston",
        timezone: America::New_York,
        days_from_now: 146,
        local_time: (8, 30),
        seats: &[
            seat("Grandstand A", "4", "51", "75.00", "75.00"),
            seat("Grandstand A", "4", "52", "75.00", "75.00"),
            seat("Grandstand C", "12", "8", "48.00", "55.00"),
        ],
    },
    Occasion {
        title: "Kabuki: The Forty-Seven",
        description: "Afternoon programme with English earphone guide.",
        venue: "Minato Theatre",
        city: "Tokyo",
        timezone: Asia::Tokyo,
        days_from_now: 52,
        local_time: (16, 0),
        seats: &[
            seat("First floor", "6", "21", "128.00", "120.00"),
            seat("Third floor", "2", "9", "36.00", "33.00"),
            seat("Single act", "", "", "12.50", "10.00"),
        ],
    },
    Occasion {
        title: "Open Air Cinema: Nosferatu",
        description: "With live piano. Bring a blanket; rain date is the day after.",
        venue: "Castle Garden",
        city: "Prague",
        timezone: Europe::Prague,
        days_from_now: 210,
        local_time: (21, 30),
        seats: &[seat("Lawn", "", "", "9.00", "9.00"), seat("Deck chair", "2", "11", "16.00", "15.00")],
    },
    Occasion {
        title: "Basketball Finals, Game 4",
        description: "Best of seven. Valid only if game four is played.",
        venue: "Lakefront Center",
        city: "Toronto",
        timezone: America::Toronto,
        days_from_now: 21,
        local_time: (19, 0),
        seats: &[
            seat("Lower bowl 108", "15", "3", "310.00", "245.00"),
            seat("Lower bowl 108", "15", "4", "310.00", "245.00"),
            seat("Upper bowl 321", "9", "17", "118.00", "96.00"),
            seat("Courtside", "1", "12", "1850.00", "1400.00"),
        ],
    },
    Occasion {
        title: "Fado ao Vivo",
        description: "Two voices, two guitars, no microphones.",
        venue: "Casa da Rua",
        city: "Lisbon",
        timezone: Europe::Lisbon,
        days_from_now: 15,
        local_time: (22, 0),
        seats: &[
            seat("Table", "5", "A", "34.00", "30.00"),
            seat("Table", "5", "B", "34.00", "30.00"),
            seat("Bar", "", "", "18.00", "18.00"),
        ],
    },
];
