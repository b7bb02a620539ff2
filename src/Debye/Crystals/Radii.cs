using System.Globalization;

namespace Debye.Crystals;

/// <summary>Radii of atoms for packing.</summary>
/// <remarks>
/// Source: B. Cordero et al., Dalton Trans. 2832 (2008), doi 10.1039/b801115j; A. Bondi, J. Phys. Chem. 68, 441 (1964), doi
/// 10.1021/j100785a001.
/// </remarks>
public static class Radii
{
    private static readonly Lazy<(double[] Covalent, double[] VanDerWaals)> Tables = new(Load);

    /// <summary>Covalent radius, Å; NaN for elements without one (Z above 94, and some noble gases).</summary>
    public static double CovalentAngstrom(int atomicNumber) => Tables.Value.Covalent[atomicNumber];

    /// <summary>Van der Waals radius, Å; NaN for elements without one.</summary>
    public static double VanDerWaalsAngstrom(int atomicNumber) => Tables.Value.VanDerWaals[atomicNumber];

    /// <summary>Volume of a sphere with the mean of both radii, Å³: the unit of the denseness factor.</summary>
    public static double AtomicVolumeAngstrom3(int atomicNumber)
    {
        var radius = 0.5 * (CovalentAngstrom(atomicNumber) + VanDerWaalsAngstrom(atomicNumber));
        return 4.0 / 3.0 * Math.PI * radius * radius * radius;
    }

    private static (double[], double[]) Load()
    {
        var covalent = new double[Elements.Count + 1];
        var vanDerWaals = new double[Elements.Count + 1];
        Array.Fill(covalent, double.NaN);
        Array.Fill(vanDerWaals, double.NaN);
        foreach (var fields in Resources.Rows("radii.tsv"))
        {
            var number = Elements.AtomicNumber(fields[0]);
            covalent[number] = double.Parse(fields[1], CultureInfo.InvariantCulture);
            vanDerWaals[number] = double.Parse(fields[2], CultureInfo.InvariantCulture);
        }

        return (covalent, vanDerWaals);
    }
}
