// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

/// The words that generated texts consist of: ASCII letters and blanks only. A change here changes
/// the rows of every seed.
namespace dunlin::seeder::words {

inline constexpr std::string_view first_names[] = {
    "Ada",    "Alma",  "Amir",  "Anja",  "Arno",  "Bela",  "Bente", "Bruno", "Cara",  "Chen",
    "Clara",  "Dana",  "David", "Dina",  "Edda",  "Elif",  "Emil",  "Enzo",  "Eva",   "Farid",
    "Fiona",  "Frida", "Gita",  "Greta", "Hana",  "Hugo",  "Ida",   "Ines",  "Ivan",  "Jana",
    "Jonas",  "Kaya",  "Klaus", "Lara",  "Lena",  "Leon",  "Lucia", "Mara",  "Marco", "Mei",
    "Milan",  "Mina",  "Nadia", "Nils",  "Nora",  "Olga",  "Omar",  "Pablo", "Petra", "Priya",
    "Rosa",   "Ruben", "Sana",  "Selma", "Simon", "Sofia", "Tara",  "Timo",  "Uma",   "Vera",
    "Victor", "Yara",  "Yusuf", "Zoe"};
inline constexpr std::string_view last_names[] = {
    "Abbas",   "Adler",  "Bauer",   "Berg",   "Brandt", "Costa",  "Dahl",   "Diaz",   "Duarte",
    "Eriksen", "Farkas", "Fischer", "Garcia", "Gruber", "Hansen", "Haddad", "Ito",    "Ivanova",
    "Jansen",  "Kaya",   "Keller",  "Khan",   "Kowal",  "Larsen", "Lindt",  "Lopez",  "Marino",
    "Meyer",   "Moreau", "Nair",    "Novak",  "Okafor", "Olsen",  "Orlov",  "Patel",  "Pereira",
    "Popescu", "Quinn",  "Rahman",  "Rossi",  "Santos", "Sato",   "Silva",  "Sorel",  "Tanaka",
    "Torres",  "Urban",  "Vargas",  "Vogel",  "Walsh",  "Weber",  "Wong",   "Yilmaz", "Zeman"};
inline constexpr std::string_view cities[] = {
    "Aarhus",  "Accra",   "Antwerp", "Athens", "Bergen",  "Bilbao", "Bogota",
    "Bremen",  "Busan",   "Cairo",   "Cork",   "Dakar",   "Denver", "Dublin",
    "Gdansk",  "Geneva",  "Graz",    "Hanoi",  "Izmir",   "Jaipur", "Kyoto",
    "Leeds",   "Leipzig", "Lima",    "Lisbon", "Lyon",    "Malmo",  "Nantes",
    "Osaka",   "Porto",   "Quito",   "Riga",   "Seville", "Split",  "Tallinn",
    "Tampere", "Toronto", "Trieste", "Turin",  "Utrecht", "Vienna", "Wellington"};
inline constexpr std::string_view countries[] = {
    "Argentina", "Austria", "Belgium", "Brazil", "Canada", "Chile",   "Croatia", "Denmark",
    "Egypt",     "Estonia", "Finland", "France", "Ghana",  "Greece",  "India",   "Ireland",
    "Italy",     "Japan",   "Kenya",   "Latvia", "Mexico", "Norway",  "Peru",    "Poland",
    "Portugal",  "Senegal", "Spain",   "Sweden", "Turkey", "Uruguay", "Vietnam"};
inline constexpr std::string_view streets[] = {
    "Acorn", "Birch",    "Bridge",  "Canal",   "Castle", "Cedar",  "Chapel", "Cherry",  "Church",
    "Field", "Forest",   "Garden",  "Harbour", "Hill",   "Lake",   "Linden", "Market",  "Meadow",
    "Mill",  "Mountain", "Orchard", "Park",    "River",  "School", "Spring", "Station", "Valley"};
inline constexpr std::string_view street_kinds[] = {"Street", "Road",   "Lane",
                                                    "Avenue", "Square", "Way"};
inline constexpr std::string_view product_adjectives[] = {
    "Adjustable", "Bright",   "Classic",  "Compact",  "Cordless", "Digital", "Double",    "Durable",
    "Electric",   "Flexible", "Folding",  "Garden",   "Heavy",    "Light",   "Magnetic",  "Mini",
    "Modern",     "Outdoor",  "Polished", "Portable", "Quiet",    "Rapid",   "Robust",    "Round",
    "Silent",     "Simple",   "Slim",     "Smart",    "Solid",    "Steel",   "Universal", "Wooden"};
inline constexpr std::string_view product_nouns[] = {
    "adapter", "anchor", "axle",   "basket", "battery", "bearing", "bolt",   "bracket", "brush",
    "cable",   "clamp",  "cutter", "drill",  "filter",  "gauge",   "gear",   "hammer",  "handle",
    "hinge",   "hook",   "kettle", "ladder", "lamp",    "lens",    "lever",  "motor",   "nozzle",
    "pump",    "rack",   "roller", "rope",   "saw",     "screw",   "sensor", "shelf",   "spring",
    "switch",  "tape",   "timer",  "valve",  "washer",  "wheel",   "wrench"};
inline constexpr std::string_view categories[] = {
    "Fittings", "Lighting", "Tools",       "Instruments", "Garden",  "Kitchen",
    "Office",   "Outdoor",  "Electronics", "Furniture",   "Storage", "Safety",
    "Cleaning", "Plumbing", "Toys",        "Sports"};
inline constexpr std::string_view departments[] = {
    "Accounting", "Design",     "Engineering", "Finance",  "Legal", "Logistics",
    "Marketing",  "Operations", "Purchasing",  "Research", "Sales", "Support"};
inline constexpr std::string_view colors[] = {"red",    "blue",   "green",  "black",
                                              "white",  "yellow", "brown",  "grey",
                                              "orange", "pink",   "purple", "silver"};
inline constexpr std::string_view languages[] = {"en", "de", "fr", "es", "it", "pt", "nl", "sv",
                                                 "da", "fi", "pl", "cs", "tr", "ar", "hi", "ja"};
inline constexpr std::string_view language_names[] = {
    "Arabic",  "Catalan", "Czech",    "Danish",     "Dutch",   "English",  "Estonian", "Finnish",
    "French",  "German",  "Greek",    "Hindi",      "Italian", "Japanese", "Korean",   "Norwegian",
    "Persian", "Polish",  "Romanian", "Portuguese", "Spanish", "Swahili",  "Swedish",  "Turkish"};
inline constexpr std::string_view job_titles[] = {
    "Accountant", "Analyst",    "Architect",  "Assistant", "Buyer",
    "Clerk",      "Consultant", "Designer",   "Director",  "Editor",
    "Engineer",   "Manager",    "Researcher", "Secretary", "Sales Representative",
    "Technician", "Trainer",    "Translator"};
inline constexpr std::string_view currencies[] = {"EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK",
                                                  "PLN", "JPY", "CAD", "AUD", "INR", "BRL", "TRY"};
inline constexpr std::string_view common_words[] = {
    "about",  "after",  "again",  "answer",  "around", "before", "begin",  "better",  "between",
    "bring",  "build",  "carry",  "change",  "clear",  "close",  "cold",   "corner",  "cover",
    "cross",  "early",  "earth",  "enough",  "every",  "field",  "figure", "final",   "first",
    "follow", "force",  "fresh",  "front",   "given",  "glass",  "great",  "green",   "group",
    "grow",   "happy",  "heart",  "heavy",   "house",  "large",  "learn",  "leave",   "letter",
    "level",  "light",  "little", "local",   "longer", "major",  "matter", "measure", "middle",
    "minute", "money",  "month",  "morning", "music",  "never",  "night",  "notice",  "number",
    "often",  "order",  "paper",  "people",  "piece",  "place",  "plain",  "plant",   "point",
    "power",  "press",  "quick",  "quiet",   "reach",  "ready",  "right",  "river",   "round",
    "sense",  "seven",  "short",  "simple",  "small",  "sound",  "south",  "stand",   "start",
    "state",  "still",  "stone",  "story",   "strong", "table",  "thank",  "thing",   "third",
    "today",  "travel", "under",  "until",   "usual",  "value",  "voice",  "water",   "week",
    "white",  "whole",  "winter", "world",   "write",  "year",   "young"};

} // namespace dunlin::seeder::words
