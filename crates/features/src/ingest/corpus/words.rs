//! The vocabulary of the made-up requests. Nothing here names a real product.

use super::UnitWord;

const fn unit(word: &'static str, code: &'static str) -> UnitWord {
    UnitWord { word, code, packs: false, measure: false }
}

const fn package(word: &'static str, code: &'static str) -> UnitWord {
    UnitWord { word, code, packs: true, measure: false }
}

const fn measure(word: &'static str, code: &'static str) -> UnitWord {
    UnitWord { word, code, packs: false, measure: true }
}

pub(super) const UNITS_EN: &[UnitWord] = &[
    unit("pcs", "H87"),
    unit("pcs", "H87"),
    unit("pcs.", "H87"),
    unit("ea", "EA"),
    unit("EA", "EA"),
    unit("pieces", "H87"),
    unit("pairs", "PR"),
    unit("prs", "PR"),
    unit("sets", "SET"),
    package("boxes", "XBX"),
    package("bx", "XBX"),
    package("packs", "XPK"),
    package("bags", "XBG"),
    unit("rolls", "XRO"),
    unit("dozen", "DZN"),
    measure("m", "MTR"),
    measure("mtr", "MTR"),
    measure("ft", "FOT"),
    measure("kg", "KGM"),
    measure("litres", "LTR"),
    unit("lengths", "LN"),
    unit("units", "C62"),
];

pub(super) const UNITS_ES: &[UnitWord] = &[
    unit("uds", "C62"),
    unit("uds", "C62"),
    unit("uds.", "C62"),
    unit("unidades", "C62"),
    unit("pzas", "H87"),
    unit("piezas", "H87"),
    unit("pares", "PR"),
    unit("juegos", "SET"),
    package("cajas", "XBX"),
    package("cajas", "XBX"),
    package("paquetes", "XPK"),
    package("bolsas", "XBG"),
    unit("rollos", "XRO"),
    unit("docenas", "DZN"),
    measure("m", "MTR"),
    measure("metros", "MTR"),
    measure("kg", "KGM"),
    measure("litros", "LTR"),
    unit("barras", "LN"),
];

pub(super) const GOODS_EN: &[&str] = &[
    "hex bolt",
    "hex head screw",
    "flat washer",
    "spring washer",
    "hex nut",
    "nyloc nut",
    "threaded rod",
    "wood screw",
    "drywall screw",
    "anchor bolt",
    "cable tie",
    "PVC conduit",
    "flexible conduit",
    "copper pipe",
    "ball valve",
    "compression fitting",
    "angle grinder disc",
    "cutting disc",
    "twist drill bit",
    "SDS drill bit",
    "hammer drill",
    "safety glasses",
    "nitrile gloves",
    "work gloves",
    "dust mask",
    "hi-vis vest",
    "ear plugs",
    "padlock",
    "door hinge",
    "silicone sealant",
    "threadlocker",
    "masking tape",
    "duct tape",
    "paint brush",
    "roller sleeve",
    "extension lead",
    "LED floodlight",
    "circuit breaker",
    "junction box",
    "terminal block",
    "socket set",
    "spanner",
    "screwdriver",
    "claw hammer",
    "tape measure",
    "spirit level",
    "hacksaw blade",
    "sanding sheet",
    "rivet",
    "hose clamp",
    "garden hose",
    "wire rope",
    "shackle",
    "steel chain",
    "ladder",
    "toolbox",
    "box spanner",
    "set screw",
    "roll pin",
];

pub(super) const GOODS_ES: &[&str] = &[
    "tornillo hexagonal",
    "tornillo rosca madera",
    "arandela plana",
    "arandela grower",
    "tuerca hexagonal",
    "tuerca autoblocante",
    "varilla roscada",
    "taco de nylon",
    "brida de nylon",
    "tubo corrugado",
    "tubo de cobre",
    "válvula de esfera",
    "racor recto",
    "disco de corte",
    "disco de desbaste",
    "broca de metal",
    "broca SDS",
    "taladro percutor",
    "gafas de seguridad",
    "guantes de nitrilo",
    "guantes de trabajo",
    "mascarilla antipolvo",
    "chaleco reflectante",
    "tapones para los oídos",
    "candado",
    "bisagra",
    "silicona neutra",
    "fijador de roscas",
    "cinta de carrocero",
    "cinta americana",
    "brocha",
    "rodillo antigota",
    "alargador de corriente",
    "foco LED",
    "interruptor magnetotérmico",
    "caja de empalme",
    "regleta de conexión",
    "juego de llaves",
    "llave fija",
    "destornillador plano",
    "martillo de uña",
    "flexómetro",
    "nivel de burbuja",
    "hoja de sierra",
    "lija de agua",
    "remache",
    "abrazadera",
    "manguera de riego",
    "cable de acero",
    "grillete",
    "cadena",
    "escalera",
    "caja de herramientas",
];

pub(super) const SIZES: &[&str] = &[
    "M8x50",
    "M8 x 50",
    "M10x100",
    "M6",
    "M12",
    "DIN 933 M8x40",
    "ISO 4017 M10x60",
    "4x40",
    "4.8x300",
    "2,5 mm2",
    "3x1.5 mm2",
    "1/2\"",
    "3/4\"",
    "1-1/4\"",
    "20 mm",
    "125 mm",
    "230x2 mm",
    "Ø8 mm",
    "18V",
    "230 V",
    "10 A",
    "16A C",
    "size 9",
    "50 ml",
    "300 ml",
    "5 m",
    "IP65",
    "P80",
    "1000 W",
    "60x40x2",
    "6,5 x 100",
    "PH2",
    "8 mm",
    "CAT 6",
    "RAL 9005",
];

pub(super) const QUALITIES_EN: &[&str] = &[
    "zinc plated",
    "A2 stainless",
    "stainless 316",
    "galvanised",
    "black",
    "white",
    "heavy duty",
    "grade 8.8",
    "nylon",
    "brass",
    "blue",
    "class 10.9",
    "self-drilling",
    "professional",
];

pub(super) const QUALITIES_ES: &[&str] = &[
    "zincado",
    "inox A2",
    "inox 316",
    "galvanizado",
    "negro",
    "blanco",
    "reforzado",
    "calidad 8.8",
    "de nylon",
    "de latón",
    "azul",
    "clase 10.9",
    "autotaladrante",
    "profesional",
];

pub(super) const QUANTITY_EN: &[&str] = &["Qty", "QTY", "Quantity", "Qty required", "Order qty", "Qty."];
pub(super) const QUANTITY_ES: &[&str] = &["Cant.", "Cantidad", "Cantidad solicitada", "CANT", "Ctd."];
pub(super) const ITEM_EN: &[&str] =
    &["Description", "Item description", "Product", "Item", "Article", "Material description", "DESCRIPTION"];
pub(super) const ITEM_ES: &[&str] =
    &["Descripción", "Artículo", "Producto", "Concepto", "Denominación", "Descripción del artículo", "DESCRIPCION"];
pub(super) const UNIT_EN: &[&str] = &["Unit", "UOM", "UoM", "U/M", "Unit of measure"];
pub(super) const UNIT_ES: &[&str] = &["Ud.", "Unidad", "U.M.", "Unidad de medida"];
pub(super) const CODE_EN: &[&str] = &["Part no", "Ref", "SKU", "Item code", "Part Number", "Your ref"];
pub(super) const CODE_ES: &[&str] = &["Ref.", "Referencia", "Código", "Cód. artículo", "Código artículo"];
pub(super) const POSITION_EN: &[&str] = &["Pos", "#", "Line", "No.", "Line no"];
pub(super) const POSITION_ES: &[&str] = &["Pos.", "Nº", "Línea", "Posición", "Partida"];
pub(super) const NOTE_EN: &[&str] = &["Notes", "Remarks", "Comments"];
pub(super) const NOTE_ES: &[&str] = &["Observaciones", "Notas", "Comentarios"];
pub(super) const BRAND_EN: &[&str] = &["Brand", "Manufacturer", "Make"];
pub(super) const BRAND_ES: &[&str] = &["Marca", "Fabricante"];
pub(super) const PRICE_EN: &[&str] = &["Unit price", "Target price", "Price"];
pub(super) const PRICE_ES: &[&str] = &["Precio", "Precio unitario"];
pub(super) const BRANDS: &[&str] = &["Acme", "Norwerk", "Talleres Ibor", "Kestrel", "Bramont"];
pub(super) const REMARKS_EN: &[&str] = &["or equal", "urgent", "for site B", "see drawing", "no substitutes"];
pub(super) const REMARKS_ES: &[&str] = &["o equivalente", "urgente", "para obra norte", "ver plano", "sin sustitutos"];
pub(super) const SECTIONS_EN: &[&str] = &["Section A: Fixings", "Electrical", "Workshop", "LOT 2", "Safety equipment"];
pub(super) const SECTIONS_ES: &[&str] = &["Lote 1: Fijaciones", "Electricidad", "Taller", "LOTE 2", "Equipos de protección"];
pub(super) const COVERS_EN: &[&str] =
    &["Request for quotation", "Customer: Northfield Works Ltd", "Project: Harbour extension", "RFQ 4711", "Date: 2026-03-14"];
pub(super) const COVERS_ES: &[&str] =
    &["Solicitud de oferta", "Cliente: Obras del Norte S.L.", "Obra: Ampliación del puerto", "Petición 4711", "Fecha: 14/03/2026"];
pub(super) const FOOTERS_EN: &[&str] =
    &["Please quote delivery to our site in Leeds.", "Prices ex VAT, validity 30 days", "Delivery required by end of month"];
pub(super) const FOOTERS_ES: &[&str] =
    &["Rogamos indiquen plazo de entrega.", "Precios sin IVA, validez 30 días", "Entrega en obra antes del día 15"];
pub(super) const GREETINGS_EN: &[&str] = &["Hi,", "Hello Anna,", "Dear Sir or Madam,", "Good morning,", "Hi team,"];
pub(super) const GREETINGS_ES: &[&str] = &["Hola,", "Buenos días,", "Estimados señores:", "Hola Ana,", "Buenas tardes,"];
pub(super) const LEADS_EN: &[&str] = &[
    "Please quote the following:",
    "Could you send us your best price for these items:",
    "We need the following material for next week:",
    "Can you quote for:",
    "Please see our list below.",
];
pub(super) const LEADS_ES: &[&str] = &[
    "Necesitamos presupuesto de lo siguiente:",
    "Por favor, envíennos precio de los siguientes artículos:",
    "Solicitamos oferta para:",
    "¿Podrían cotizar este material?",
    "Adjunto la lista de lo que necesitamos:",
];
pub(super) const TERMS_EN: &[&str] =
    &["Please include delivery to our yard.", "Delivery needed by Friday.", "Let me know the lead time.", "Payment 30 days as usual."];
pub(super) const TERMS_ES: &[&str] = &[
    "Indiquen plazo de entrega, por favor.",
    "Lo necesitamos antes del viernes.",
    "Portes incluidos si es posible.",
    "Forma de pago habitual, 30 días.",
];
pub(super) const CLOSINGS_EN: &[&str] = &["Best regards,", "Kind regards", "Thanks,", "Many thanks and best regards,", "Cheers"];
pub(super) const CLOSINGS_ES: &[&str] =
    &["Un saludo,", "Saludos cordiales", "Gracias y un saludo,", "Atentamente,", "Quedo a la espera de su respuesta."];
pub(super) const SIGNATURES_EN: &[&str] = &[
    "John Carter\nPurchasing\nNorthfield Works Ltd\n12 Station Road, Leeds\nTel: +44 113 555 0101",
    "M. Patel",
    "Sarah Lund | Buyer | 0113 555 0199 | s.lund@example.com",
];
pub(super) const SIGNATURES_ES: &[&str] = &[
    "Juan Pérez\nCompras\nObras del Norte S.L.\nCalle Mayor 12, 28013 Madrid\nTel. 915 550 101",
    "M. García",
    "Lucía Ruiz | Compras | 915 550 199 | l.ruiz@example.com",
];
