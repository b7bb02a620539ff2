using System.Collections.Immutable;
using Debye.Crystals;

namespace Debye.Techniques.Xrd;

/// <summary>
/// What the operations of a space group mean for reflections and scattering sums, worked out once and reused:
/// which reflections are equivalent (Friedel's law included), which are absent, and which images of an atom differ.
/// </summary>
/// <remarks>
/// One reflection of each family is picked by a linear score h·w with w so irregular that equal scores mean equal
/// indices (no relation a·w₁ + b·w₂ + c·w₃ = 0 exists with whole numbers up to 2,000; scores are exact in 53 bits). Because the score of
/// h·W is h·(W·w), the choice costs one dot product for each rotation. The weights prefer 110 to 2-10, and h ≥ k ≥ l in cubic crystals.
/// </remarks>
public sealed class ReflectionSymmetry
{
    private static readonly double[] Weights = [1000000000039, 803847577293, 698970004336];
    private static readonly Lazy<ReflectionSymmetry>[] Settings =
    [
        .. SpaceGroups.Settings.Select(setting => new Lazy<ReflectionSymmetry>(() => From(setting.Operations))),
    ];

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
            if (keys.Contains(key))
                continue;
            keys.Add(key);
            rotations.Add(operation);
        }

        Centrings = [.. centrings];
        Order = operations.Length;
        if (rotations.Count * (Centrings.Length / 3 + 1) != Order)
            throw new ArgumentException(
                Invariant($"{Order} operations with {rotations.Count} rotations and {Centrings.Length / 3} centring vectors are no group."),
                nameof(operations)
            );
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

    /// <summary>The lattice with a metric that every rotation leaves unchanged: itself, or the mean over the rotations.</summary>
    /// <exception cref="ArgumentException">A rotation changes the metric by more than 1 %.</exception>
    internal Lattice Symmetrise(Lattice lattice)
    {
        Span<double> metric = stackalloc double[9];
        Span<double> sum = stackalloc double[9];
        var m = lattice.Rows;
        for (var i = 0; i < 9; i++)
            metric[i] = m[3 * (i / 3)] * m[3 * (i % 3)] + m[3 * (i / 3) + 1] * m[3 * (i % 3) + 1] + m[3 * (i / 3) + 2] * m[3 * (i % 3) + 2];
        var size = Math.Max(metric[0], Math.Max(metric[4], metric[8]));
        var largest = 0.0;
        foreach (ref readonly var operation in Rotations.AsSpan())
        {
            var deviation = AddImage(operation, metric, sum);
            if (deviation > 0.01 * size)
                throw new ArgumentException($"The operation {operation} does not fit the lattice {lattice}.", nameof(lattice));
            largest = Math.Max(largest, deviation);
        }

        if (largest < 1e-9 * size)
            return lattice;
        var n = Rotations.Length;
        var (a, b, c) = (Math.Sqrt(sum[0] / n), Math.Sqrt(sum[4] / n), Math.Sqrt(sum[8] / n));
        return Lattice.FromParameters(a, b, c, Angle(sum[5] / n, b, c), Angle(sum[2] / n, a, c), Angle(sum[1] / n, a, b));

        static double Angle(double dot, double p, double q) => Math.Acos(dot / (p * q)) * (180 / Math.PI);
    }

    /// <summary>Adds Wᵀ·G·W to a sum and returns how far it is from G.</summary>
    private static double AddImage(in SymmetryOperation o, ReadOnlySpan<double> g, Span<double> sum)
    {
        ReadOnlySpan<double> w = [o.W11, o.W12, o.W13, o.W21, o.W22, o.W23, o.W31, o.W32, o.W33];
        var deviation = 0.0;
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                var image = 0.0;
                for (var k = 0; k < 3; k++)
                    image += w[3 * k + i] * (g[3 * k] * w[j] + g[3 * k + 1] * w[3 + j] + g[3 * k + 2] * w[6 + j]);
                deviation = Math.Max(deviation, Math.Abs(image - g[3 * i + j]));
                sum[3 * i + j] += image;
            }
        }

        return deviation;
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
                if (score > bestScore)
                    (best, bestScore, equal) = (new Hkl(sign * image.H, sign * image.K, sign * image.L), score, 0);
                if (score == bestScore)
                    equal++;
            }
        }

        return (best, 2 * Rotations.Length / equal);
    }

    /// <summary>Whether the group makes the intensity of a reflection zero whatever the atoms are.</summary>
    public bool IsAbsent(Hkl hkl)
    {
        for (var i = 0; i < Centrings.Length; i += 3)
            if (!IsWhole(Score(Centrings.AsSpan(i, 3), hkl.H, hkl.K, hkl.L)))
                return true;
        return IsAbsentByGlideOrScrew(hkl.H, hkl.K, hkl.L);
    }

    internal bool IsAbsentByGlideOrScrew(double h, double k, double l)
    {
        var score = Score(Weights, h, k, l);
        for (var i = 1; i < Rotations.Length; i++)
        {
            if (Score(RotationScores.AsSpan(3 * i, 3), h, k, l) != score)
                continue;
            var t = Rotations[i];
            if (!IsWhole(h * t.TranslationX + k * t.TranslationY + l * t.TranslationZ))
                return true;
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
            if (mate < 0 || mate > i)
                laue.AddRange(ScoreVector(rotations[i]));
            if (!IsCentrosymmetric || mate > i)
                half.Add(rotations[i]);
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
