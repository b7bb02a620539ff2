using Debye.Crystals;

namespace Debye.Techniques.Xrd;

/// <summary>
/// The symmetry-unique reflections of one crystal: indices, 1/d², multiplicity and |F|² in arrays that grow once
/// and are then reused without allocation. Not sorted. Not for use by several threads at once.
/// </summary>
public sealed class XrdReflections
{
    internal double[] H = new double[256];
    internal double[] K = new double[256];
    internal double[] L = new double[256];
    internal double[] InverseD2 = new double[256];
    internal double[] Mult = new double[256];
    internal double[] F2 = new double[256];

    /// <summary>Number of families.</summary>
    public int Count { get; internal set; }

    /// <summary>1/d² of each family, 1/Å².</summary>
    public ReadOnlySpan<double> InverseDSquared => InverseD2.AsSpan(0, Count);

    /// <summary>Number of equivalent reflections in each family, Friedel mates included (a whole number).</summary>
    public ReadOnlySpan<double> Multiplicity => Mult.AsSpan(0, Count);

    /// <summary>|F|² of one reflection of each family, electrons² or fm² per cell (mean of the Friedel mates).</summary>
    public ReadOnlySpan<double> StructureFactorSquared => F2.AsSpan(0, Count);

    /// <summary>Indices of family <paramref name="index"/>'s representative.</summary>
    public Hkl Hkl(int index) => new((int)H[index], (int)K[index], (int)L[index]);

    /// <summary>Replaces the content by stored families, for instance of a library entry.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Load(ReadOnlySpan<Hkl> hkl, ReadOnlySpan<float> multiplicity, ReadOnlySpan<float> structureFactorSquared, Lattice lattice)
    {
        if (multiplicity.Length != hkl.Length || structureFactorSquared.Length != hkl.Length)
            throw new ArgumentException(
                $"{hkl.Length} indices, {multiplicity.Length} multiplicities and {structureFactorSquared.Length} |F|² do not fit together."
            );
        Reserve(hkl.Length);
        for (var i = 0; i < hkl.Length; i++)
        {
            (H[i], K[i], L[i]) = (hkl[i].H, hkl[i].K, hkl[i].L);
            (Mult[i], F2[i]) = (multiplicity[i], structureFactorSquared[i]);
        }

        Count = hkl.Length;
        MoveTo(lattice);
    }

    /// <summary>Recomputes 1/d² for another (strained) lattice; indices, multiplicities and |F|² stay.</summary>
    public void MoveTo(Lattice lattice)
    {
        ArgumentNullException.ThrowIfNull(lattice);
        Span<double> metric = stackalloc double[6];
        XrdKernels.ReciprocalMetric(lattice.Inverse, metric);
        MoveTo(metric);
    }

    /// <summary>As <see cref="MoveTo(Lattice)"/>, from the reciprocal metric tensor, without allocation.</summary>
    /// <param name="reciprocalMetric">G* as (11, 22, 33, 12, 13, 23), 1/Å².</param>
    /// <exception cref="ArgumentException">Not six numbers.</exception>
    public void MoveTo(ReadOnlySpan<double> reciprocalMetric)
    {
        if (reciprocalMetric.Length != 6)
            throw new ArgumentException($"A metric tensor has six numbers, not {reciprocalMetric.Length}.", nameof(reciprocalMetric));
        XrdKernels.InverseDSquared(
            H.AsSpan(0, Count),
            K.AsSpan(0, Count),
            L.AsSpan(0, Count),
            reciprocalMetric,
            InverseD2.AsSpan(0, Count)
        );
    }

    /// <summary>Makes room for a number of families, plus padding for whole SIMD blocks.</summary>
    internal void Reserve(int count)
    {
        var needed = count + 2 * XrdKernels.Block;
        if (H.Length >= needed)
            return;
        var size = Math.Max(needed, 2 * H.Length);
        Array.Resize(ref H, size);
        Array.Resize(ref K, size);
        Array.Resize(ref L, size);
        Array.Resize(ref InverseD2, size);
        Array.Resize(ref Mult, size);
        Array.Resize(ref F2, size);
    }
}
