using Debye.Crystals;

namespace Debye.Techniques.Xrd.Library;

/// <summary>A known crystal as the search sees it: its cell and its strongest reflections.</summary>
public sealed class LibraryEntry
{
    /// <summary>Creates an entry.</summary>
    /// <param name="id">Name in its source, "mp-149".</param>
    /// <param name="formula">Reduced formula.</param>
    /// <param name="spaceGroup">Space-group number, 1…230.</param>
    /// <param name="parentSpaceGroup">Space group without hydrogen and within a wide tolerance: what a disordered or warm crystal may
    /// show.</param>
    /// <param name="reciprocalMetric">Reciprocal metric of the cell in 1/Å²: G11 G22 G33 G23 G13 G12.</param>
    /// <param name="reflections">Indices, three per reflection.</param>
    /// <param name="amplitudes">Square root of the integrated intensity, one per reflection, largest 1.</param>
    public LibraryEntry(
        string id,
        string formula,
        int spaceGroup,
        int parentSpaceGroup,
        double[] reciprocalMetric,
        sbyte[] reflections,
        float[] amplitudes
    )
    {
        if (reciprocalMetric.Length != 6)
            throw new ArgumentException("Expected six components.", nameof(reciprocalMetric));
        if (reflections.Length != 3 * amplitudes.Length)
            throw new ArgumentException("Expected three indices per amplitude.", nameof(reflections));
        (Id, Formula, SpaceGroup, ParentSpaceGroup) = (id, formula, spaceGroup, parentSpaceGroup);
        (ReciprocalMetric, Reflections, Amplitudes) = (reciprocalMetric, reflections, amplitudes);
    }

    /// <summary>Name in its source.</summary>
    public string Id { get; }

    /// <summary>Reduced formula.</summary>
    public string Formula { get; }

    /// <summary>Space-group number, 1…230.</summary>
    public int SpaceGroup { get; }

    /// <summary>Space group without hydrogen and within <see cref="LibraryBuilder.ParentToleranceAngstrom"/>, 1…230.</summary>
    public int ParentSpaceGroup { get; }

    /// <summary>True for a framework: one kind of atom that may be disordered is left out.</summary>
    public bool IsFramework => Id.EndsWith(LibraryBuilder.FrameworkSuffix, StringComparison.Ordinal);

    /// <summary>Crystal system of the space group.</summary>
    public CrystalSystem System => SpaceGroups.SystemOf(SpaceGroup);

    internal double[] ReciprocalMetric { get; }

    internal sbyte[] Reflections { get; }

    internal float[] Amplitudes { get; }

    /// <summary>Number of reflections kept.</summary>
    public int Count => Amplitudes.Length;

    /// <summary>Indices of reflection <paramref name="i"/>.</summary>
    public Hkl Reflection(int i) => new(Reflections[3 * i], Reflections[3 * i + 1], Reflections[3 * i + 2]);

    /// <summary>
    /// Relative integrated intensity (with multiplicity and Lorentz-polarisation factor) of reflection <paramref name="i"/>, largest 1.
    /// </summary>
    public double Intensity(int i) => Amplitudes[i] * (double)Amplitudes[i];

    /// <summary>1/d² of reflection <paramref name="i"/> in 1/Å² for a reciprocal metric G11 G22 G33 G23 G13 G12.</summary>
    internal double InverseDSquared(int i, ReadOnlySpan<double> metric)
    {
        double h = Reflections[3 * i],
            k = Reflections[3 * i + 1],
            l = Reflections[3 * i + 2];
        return h * h * metric[0] + k * k * metric[1] + l * l * metric[2] + 2 * (k * l * metric[3] + h * l * metric[4] + h * k * metric[5]);
    }
}
