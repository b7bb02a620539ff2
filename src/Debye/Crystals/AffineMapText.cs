using System.Globalization;

namespace Debye.Crystals;

/// <summary>Reads maps with fractional coefficients, such as "1/2*x+1/2*y,1/2*x+1/2*y,-1/4".</summary>
internal static class AffineMapText
{
    public static AffineMap Parse(string text)
    {
        var m = new double[12];
        var row = 0;
        foreach (var part in text.Split(','))
        {
            foreach (var term in part.Replace("-", "+-", StringComparison.Ordinal).Split('+', StringSplitOptions.RemoveEmptyEntries))
            {
                var axis = "xyz".IndexOf(term[^1]);
                var number = axis < 0 ? term : term[..^1].TrimEnd('*');
                m[4 * row + (axis < 0 ? 3 : axis)] += number switch
                {
                    "" => 1,
                    "-" => -1,
                    _ => Fraction(number),
                };
            }

            row++;
        }

        if (row != 3)
            throw new FormatException(Invariant($"'{text}' has {row} components, not three."));
        return new AffineMap(m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10], m[3], m[7], m[11]);
    }

    private static double Fraction(string text)
    {
        var slash = text.IndexOf('/');
        if (slash < 0)
            return double.Parse(text, CultureInfo.InvariantCulture);
        return double.Parse(text[..slash], CultureInfo.InvariantCulture) / double.Parse(text[(slash + 1)..], CultureInfo.InvariantCulture);
    }
}
