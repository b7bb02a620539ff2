using System.Globalization;

namespace Debye.Crystals;

/// <summary>What sits on a site: an element, its formal charge, and whether it is deuterium.</summary>
/// <param name="AtomicNumber">Z, 1…118.</param>
/// <param name="Charge">Formal charge in elementary charges; 0 for a neutral atom.</param>
/// <param name="IsDeuterium">True for D, which scatters X-rays as H and neutrons differently.</param>
public readonly record struct Species(int AtomicNumber, int Charge = 0, bool IsDeuterium = false)
{
    /// <summary>Element symbol without charge: "Fe", "D".</summary>
    public string Symbol => IsDeuterium ? "D" : Elements.Symbol(AtomicNumber);

    /// <summary>
    /// Reads "Fe", "Fe3+", "O2-", "D", "Na+", "Cl-1", "CU2+" or a CIF label such as "Fe1" when <paramref name="isLabel"/> is true.
    /// </summary>
    /// <param name="text">Symbol with an optional charge.</param>
    /// <param name="species">The species read.</param>
    /// <param name="isLabel">True when digits after the symbol number the site rather than give a charge.</param>
    /// <returns>False when the text starts with no element symbol or carries an unreadable charge.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Species species, bool isLabel = false)
    {
        species = default;
        text = text.Trim();
        var letters = 0;
        while (letters < text.Length && char.IsAsciiLetter(text[letters]))
            letters++;
        for (var take = Math.Min(2, letters); take >= 1; take--)
        {
            if (!isLabel && take != letters)
                break;
            var symbol = $"{char.ToUpperInvariant(text[0])}{(take == 2 ? char.ToLowerInvariant(text[1]) : "")}";
            var number = Elements.AtomicNumber(symbol);
            if (number == 0)
                continue;
            var charge = 0;
            if (!isLabel && !TryParseCharge(text[take..], out charge))
                return false;
            species = new Species(number, charge, symbol == "D");
            return true;
        }

        return false;
    }

    /// <summary>Symbol with charge: "Fe3+", "O2-", "Si".</summary>
    public override string ToString() =>
        Charge switch
        {
            0 => Symbol,
            > 0 => $"{Symbol}{Charge}+",
            _ => $"{Symbol}{-Charge}-",
        };

    private static bool TryParseCharge(ReadOnlySpan<char> text, out int charge)
    {
        charge = 0;
        if (text.IsEmpty)
            return true;
        var sign = text.Contains('-') ? -1 : 1;
        var digits = text.Trim("+-");
        if (digits.IsEmpty)
            charge = sign;
        else if (
            digits.Length <= 2
            && int.TryParse(digits, CultureInfo.InvariantCulture, out var size)
            && (text.Contains('+') || sign < 0 || size == 0)
        )
            charge = sign * size;
        else
            return false;
        return true;
    }
}
