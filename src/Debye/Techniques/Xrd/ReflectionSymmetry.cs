using System.Collections.Immutable;
using Debye.Crystals;

namespace Debye.Techniques.Xrd;

/// <summary>
/// What the operations of a space group mean for reflections and scattering sums, worked out once and reused:
/// which reflections are equivalent (Friedel's law included), which are absent, and which images of an atom differ.
/// </summary>
/// <remarks>
/// One reflection of each family is picked by a linear score h·w with w so irregular that equal scores mean equal
/// indices. Because the score of h·W is h·(W·w), the choice costs one dot product for each rotation. The weights
/// prefer 110 to 2-10, and h ≥ k ≥ l in cubic crystals.
/// </remarks>
public sealed class ReflectionSymmetry
{
    private static readonly double[] Weights = [1000000000039, 803847577293, 698970004336];
    private static readonly Lazy<ReflectionSymmetry>[] Settings =
        [.. SpaceGroups.Settings.Select(setting => new Lazy<ReflectionSymmetry>(() => From(setting.Operations)))];

    private ReflectionSymmetry(ReadOnlySpan<SymmetryOperation> operations)
    {
        var rotations = new List<SymmetryOperation>(48);
        var keys = new List<long>(48);
        var centrings = new List<double>();
        foreach (var operation in operations)
        {
            var key = Key(operation, 1);
            if (operation.IsPureTranslation && !IsZero(operation))
                centrings.AddRange([operation.TranslationX, operation.TranslationY, operation.TranslationZ]);
            if (keys.Contains(key)) continue;
            keys.Add(key);
            rotations.Add(operation);
        }

        Centrings = [.. centrings];
        Order = operations.Length;
        if (rotations.Count * (Centrings.Length / 3 + 1) != Order)
            throw new ArgumentException($"{Order} operations with {rotations.Count} rotations and {Centrings.Length / 3} centring vectors are no group.", nameof(operations));
        var inversion = keys.IndexOf(Key(SymmetryOperation.Identity, -1));
        IsCentrosymmetric = inversion >= 0;
        if (IsCentrosymmetric)
        {
            var t = rotations[inversion];
            OriginShift = new FractionalPosition(t.TranslationX / 2, t.TranslationY / 2, t.TranslationZ / 2);
        }

        (Images, LaueScores) = Halve(rotations, keys);
        Rotations = [.. rotations];
        RotationScores = [.. rotations.SelectMany(ScoreVector)];
    }

    /// <summary>No symmetry but Friedel's law.</summary>
    public static ReflectionSymmetry None { get; } = new([SymmetryOperation.Identity]);

    /// <summary>Number of operations of the cell, centring included.</summary>
    public int Order { get; }

    /// <summary>Number of reflections in a general family: the order of the Laue group.</summary>
    public int LaueOrder => 2 * LaueScores.Length / 3;

    /// <summary>Whether the group contains an inversion centre (anywhere).</summary>
    public bool IsCentrosymmetric { get; }

    /// <summary>Centring vectors other than zero, three numbers each.</summary>
    internal double[] Centrings { get; }

    /// <summary>Half the translation of the inversion: subtracted, it puts the centre at the origin.</summary>
    internal FractionalPosition OriginShift { get; }

    /// <summary>Operations modulo centring and, in centrosymmetric groups, modulo inversion.</summary>
    internal ImmutableArray<SymmetryOperation> Images { get; }

    /// <summary>W·w for each rotation of the Laue group modulo −1, three numbers each; the identity first.</summary>
    internal double[] LaueScores { get; }

    /// <summary>Operations modulo centring.</summary>
    internal ImmutableArray<SymmetryOperation> Rotations { get; }

    /// <summary>W·w for each of <see cref="Rotations"/>.</summary>
    internal double[] RotationScores { get; }

    /// <summary>Works out the symmetry of a set of operations.</summary>
    /// <param name="operations">All operations of the cell, centring included; empty means none but the identity.</param>
    /// <exception cref="ArgumentException">The operations cannot be a group: their number is not rotations × centrings.</exception>
    public static ReflectionSymmetry From(ImmutableArray<SymmetryOperation> operations) =>
        operations.IsDefaultOrEmpty ? None : new ReflectionSymmetry(operations.AsSpan());

    /// <summary>The symmetry of a conventional setting, worked out on first use and kept.</summary>
    public static ReflectionSymmetry Of(SpaceGroupSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return Settings[setting.HallNumber - 1].Value;
    }

    /// <summary>Checks that the rotations leave the metric of a lattice unchanged to 1 %.</summary>
    /// <exception cref="ArgumentException">One does not.</exception>
    internal void RequireFit(Lattice lattice)
    {
        var m = lattice.Rows;
        Span<double> g = stackalloc double[9];
        for (var i = 0; i < 3; i++)
            for (var j = 0; j < 3; j++)
                g[3 * i + j] = m[3 * i] * m[3 * j] + m[3 * i + 1] * m[3 * j + 1] + m[3 * i + 2] * m[3 * j + 2];
        var limit = 0.01 * Math.Max(g[0], Math.Max(g[4], g[8]));
        Span<double> w = stackalloc double[9];
        foreach (ref readonly var o in Rotations.AsSpan())
        {
            (w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8]) = (o.W11, o.W12, o.W13, o.W21, o.W22, o.W23, o.W31, o.W32, o.W33);
            for (var i = 0; i < 3; i++)
            {
                for (var j = i; j < 3; j++)
                {
                    var sum = 0.0;
                    for (var k = 0; k < 3; k++)
                        sum += w[3 * k + i] * (g[3 * k] * w[j] + g[3 * k + 1] * w[3 + j] + g[3 * k + 2] * w[6 + j]);
                    if (Math.Abs(sum - g[3 * i + j]) > limit)
                        throw new ArgumentException($"The operation {o} does not fit the lattice {lattice}.", nameof(lattice));
                }
            }
        }
    }

    /// <summary>The representative of the family of a reflection and the number of reflections in it.</summary>
    public (Hkl Hkl, int Multiplicity) Family(Hkl hkl)
    {
        var (best, bestScore, equal) = (hkl, double.NegativeInfinity, 0);
        foreach (var operation in Rotations)
        {
            var image = operation.Apply(hkl);
            for (var sign = 1; sign >= -1; sign -= 2)
            {
                var score = sign * Score(Weights, image.H, image.K, image.L);
                if (score > bestScore) (best, bestScore, equal) = (new Hkl(sign * image.H, sign * image.K, sign * image.L), score, 0);
                if (score == bestScore) equal++;
            }
        }

        return (best, 2 * Rotations.Length / equal);
    }

    /// <summary>Whether the group makes the intensity of a reflection zero whatever the atoms are.</summary>
    public bool IsAbsent(Hkl hkl)
    {
        for (var i = 0; i < Centrings.Length; i += 3)
            if (!IsWhole(Score(Centrings.AsSpan(i, 3), hkl.H, hkl.K, hkl.L))) return true;
        return IsAbsentByGlideOrScrew(hkl.H, hkl.K, hkl.L);
    }

    internal bool IsAbsentByGlideOrScrew(double h, double k, double l)
    {
        var score = Score(Weights, h, k, l);
        for (var i = 1; i < Rotations.Length; i++)
        {
            if (Score(RotationScores.AsSpan(3 * i, 3), h, k, l) != score) continue;
            var t = Rotations[i];
            if (!IsWhole(h * t.TranslationX + k * t.TranslationY + l * t.TranslationZ)) return true;
        }

        return false;
    }

    internal static double Score(ReadOnlySpan<double> vector, double h, double k, double l) =>
        h * vector[0] + k * vector[1] + l * vector[2];

    private static bool IsWhole(double phase) => Math.Abs(phase - Math.Round(phase)) < 1e-3;

    private static bool IsZero(SymmetryOperation o) => o.TranslationX == 0 && o.TranslationY == 0 && o.TranslationZ == 0;

    private (ImmutableArray<SymmetryOperation> Images, double[] LaueScores) Halve(List<SymmetryOperation> rotations, List<long> keys)
    {
        var half = new List<SymmetryOperation>(rotations.Count);
        var laue = new List<double>(3 * rotations.Count);
        for (var i = 0; i < rotations.Count; i++)
        {
            var mate = keys.IndexOf(Key(rotations[i], -1));
            if (mate < 0 || mate > i) laue.AddRange(ScoreVector(rotations[i]));
            if (!IsCentrosymmetric || mate > i) half.Add(rotations[i]);
        }

        return ([.. half], [.. laue]);
    }

    private static double[] ScoreVector(SymmetryOperation o) =>
    [
        o.W11 * Weights[0] + o.W12 * Weights[1] + o.W13 * Weights[2],
        o.W21 * Weights[0] + o.W22 * Weights[1] + o.W23 * Weights[2],
        o.W31 * Weights[0] + o.W32 * Weights[1] + o.W33 * Weights[2],
    ];

    private static long Key(SymmetryOperation o, int sign)
    {
        long key = 0;
        foreach (var w in (ReadOnlySpan<int>)[o.W11, o.W12, o.W13, o.W21, o.W22, o.W23, o.W31, o.W32, o.W33])
            key = key * 128 + sign * w + 63;
        return key;
    }
}
