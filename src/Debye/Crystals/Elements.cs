using System.Globalization;

namespace Debye.Crystals;

/// <summary>The chemical elements by symbol and atomic number (IUPAC).</summary>
public static class Elements
{
    private static readonly string[] Symbols = (
        "X H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr "
        + "Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu "
        + "Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh "
        + "Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og"
    ).Split(' ');

    private static readonly Dictionary<string, int> Numbers = MakeNumbers();

    /// <summary>Largest atomic number known here.</summary>
    public const int Count = 118;

    /// <summary>Symbol of the element with atomic number 1…118.</summary>
    public static string Symbol(int atomicNumber)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atomicNumber, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(atomicNumber, Count);
        return Symbols[atomicNumber];
    }

    /// <summary>Atomic number of a symbol written "Fe"; "D" and "T" are 1; 0 when there is no such element.</summary>
    public static int AtomicNumber(string symbol) => Numbers.GetValueOrDefault(symbol);

    /// <summary>
    /// Whether the element is a metal: all but hydrogen, halogens, noble gases, other non-metals, and B, Si, Ge, As, Sb, Te.
    /// </summary>
    public static bool IsMetal(int atomicNumber) =>
        atomicNumber
            is not (1 or 2 or (>= 5 and <= 10) or (>= 14 and <= 18) or (>= 32 and <= 36) or (>= 51 and <= 54) or 85 or 86 or 117 or 118);

    /// <summary>Pauling electronegativity; NaN where there is none.</summary>
    public static double Electronegativity(int atomicNumber) => Table.Value[atomicNumber].Electronegativity;

    /// <summary>Atomic mass, u.</summary>
    public static double MassU(int atomicNumber) => Table.Value[atomicNumber].Mass;

    private static readonly Lazy<(double Electronegativity, double Mass)[]> Table = new(() =>
        [
            (double.NaN, double.NaN),
            .. Resources
                .Rows("elements.tsv")
                .Select(fields =>
                    (double.Parse(fields[1], CultureInfo.InvariantCulture), double.Parse(fields[2], CultureInfo.InvariantCulture))
                ),
        ]
    );

    private static Dictionary<string, int> MakeNumbers()
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal) { ["D"] = 1, ["T"] = 1 };
        for (var z = 1; z <= Count; z++)
            numbers[Symbols[z]] = z;
        return numbers;
    }
}
