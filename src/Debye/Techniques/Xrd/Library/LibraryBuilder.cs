using Debye.Crystals;
using Debye.Crystals.Symmetry;

namespace Debye.Techniques.Xrd.Library;

/// <summary>Calculates library entries from crystals.</summary>
public static class LibraryBuilder
{
    /// <summary>Isotropic displacement of every atom, Å²: what a database of calculated crystals does not give.</summary>
    public const double UisoAngstrom2 = 0.008;

    /// <summary>Largest distance of an atom from its place in the parent, Å.</summary>
    public const double ParentToleranceAngstrom = 0.25;

    /// <summary>Ends the id of the entry of a structure without its distortion.</summary>
    public const string ParentSuffix = " parent";

    /// <summary>Ends the id of the entry of a structure without one kind of atom that may be disordered.</summary>
    public const string FrameworkSuffix = " framework";

    /// <summary>Largest distance of an atom of a framework from its place in the more symmetric one, Å.</summary>
    public const double FrameworkToleranceAngstrom = 0.4;

    /// <summary>Largest share of the electrons that is left out of a framework.</summary>
    public const double FrameworkOpenShare = 0.06;

    private const double MinInverseD = 0.04;
    private const double MaxInverseD = 0.93;
    private const double MinRelativeIntensity = 0.0005;

    /// <summary>
    /// Calculates the entries of many structures, each followed by its more symmetric parents where it has any
    /// (<see cref="ParentFinder"/>); order kept, the result independent of the number of threads.
    /// </summary>
    /// <param name="structures">The crystals, any cells.</param>
    /// <param name="maxReflections">Strongest reflections kept for each, 10…1000.</param>
    /// <param name="toleranceAngstrom">Tolerance of the symmetry search, Å.</param>
    /// <param name="threads">Threads, at least 1.</param>
    /// <param name="skipped">Receives the id of every structure without space group or beyond index ±127, or held out; null to
    /// ignore.</param>
    /// <param name="heldOutPrototypes">Share of prototypes (see <see cref="Prototype"/>) that are left out for a test, 0…0.5.</param>
    public static IEnumerable<LibraryEntry> Build(
        IEnumerable<Structure> structures,
        int maxReflections = 128,
        double toleranceAngstrom = 0.01,
        int threads = 1,
        Action<string>? skipped = null,
        double heldOutPrototypes = 0
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxReflections, 10);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxReflections, 1000);
        using var engines = new ThreadLocal<XrdEngine>(() => new XrdEngine(new XrdScatterers()));
        var entries = structures
            .AsParallel()
            .AsOrdered()
            .WithDegreeOfParallelism(threads)
            .Select(structure =>
                (structure.Id, Entries: CalculateAll(structure, engines.Value!, maxReflections, toleranceAngstrom, heldOutPrototypes))
            );
        foreach (var (id, family) in entries)
        {
            if (family.Length == 0)
                skipped?.Invoke(id);
            foreach (var entry in family)
                yield return entry;
        }
    }

    private static LibraryEntry[] CalculateAll(
        Structure structure,
        XrdEngine engine,
        int maxReflections,
        double toleranceAngstrom,
        double heldOut
    )
    {
        if (AsymmetricStructure.From(structure, toleranceAngstrom) is not { } crystal)
            return [];
        var parent = ParentFinder.Undistorted(structure, crystal.Setting.SpaceGroupNumber, ParentToleranceAngstrom);
        var framework = ParentFinder.Framework(structure, ParentToleranceAngstrom, FrameworkToleranceAngstrom, FrameworkOpenShare);
        var parentGroup = (parent ?? crystal).Setting.SpaceGroupNumber;
        if (Calculate(crystal, "", parentGroup) is not { } own)
            return [];
        return
        [
            own,
            .. new[]
            {
                Calculate(parent, ParentSuffix, parentGroup),
                Calculate(framework, FrameworkSuffix, framework?.Setting.SpaceGroupNumber ?? 0),
            }.OfType<LibraryEntry>(),
        ];

        LibraryEntry? Calculate(AsymmetricStructure? some, string suffix, int itsParent) =>
            some is null || (heldOut > 0 && Prototype.IsHeldOut(Prototype.KeyOf(some), heldOut))
                ? null
                : LibraryBuilder.Calculate(some, structure.Id + suffix, structure.Formula, itsParent, engine, maxReflections);
    }

    private static LibraryEntry? Calculate(
        AsymmetricStructure crystal,
        string id,
        string formula,
        int parentGroup,
        XrdEngine engine,
        int maxReflections
    )
    {
        var sites = crystal
            .Sites.Select(site => new XrdSite(engine.Scatterers.IndexOf(site.Species), site.Position, site.Occupancy, UisoAngstrom2))
            .ToArray();
        var reflections = engine.Compute(crystal.Lattice, ReflectionSymmetry.Of(crystal.Setting), sites, MinInverseD, MaxInverseD);
        var strengths = new List<(double Intensity, double InverseD2, Hkl Hkl)>(reflections.Count);
        for (var i = 0; i < reflections.Count; i++)
        {
            var intensity = Intensity(reflections.InverseDSquared[i]) * reflections.Multiplicity[i] * reflections.StructureFactorSquared[i];
            strengths.Add((intensity, reflections.InverseDSquared[i], reflections.Hkl(i)));
        }

        strengths.Sort((a, b) => b.Intensity.CompareTo(a.Intensity));
        if (strengths.Count == 0 || !(strengths[0].Intensity > 0))
            return null;
        var strongest = strengths[0].Intensity;
        var kept = strengths
            .Take(maxReflections)
            .Where(s => s.Intensity > MinRelativeIntensity * strongest)
            .OrderBy(s => s.InverseD2)
            .ToArray();
        if (Array.Exists(kept, s => Math.Max(Math.Abs(s.Hkl.H), Math.Max(Math.Abs(s.Hkl.K), Math.Abs(s.Hkl.L))) > 127))
            return null;
        var g = crystal.Lattice.ReciprocalMetricTensor();
        return new LibraryEntry(
            id,
            formula,
            crystal.Setting.SpaceGroupNumber,
            parentGroup,
            [g[0], g[4], g[8], g[5], g[2], g[1]],
            [.. kept.SelectMany(s => new[] { (sbyte)s.Hkl.H, (sbyte)s.Hkl.K, (sbyte)s.Hkl.L })],
            [.. kept.Select(s => (float)Math.Sqrt(s.Intensity / strongest))]
        );
    }

    /// <summary>Lorentz-polarisation factor at Cu Kα1, 0 where the reflection cannot be reached.</summary>
    private static double Intensity(double inverseDSquared)
    {
        var sine = 0.5 * XrdFeatures.ReferenceWavelengthAngstrom * Math.Sqrt(inverseDSquared);
        return sine is <= 0 or >= 0.75 ? 0 : XrdPeaks.LorentzPolarisation(sine * sine, 1, Radiation.XRay);
    }
}
