using Debye.Numerics;

namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>How many made-up materials a base learns to tell apart.</summary>
public sealed record PretrainingMaterials
{
    /// <summary>Made-up instruments that measure lines, 1…1000.</summary>
    public int LineInstruments { get; init; } = 16;

    /// <summary>Materials before each of them, 2…10,000.</summary>
    public int MaterialsPerInstrument { get; init; } = 64;

    /// <summary>Synthetic crystals whose powder patterns are simulated, 0…10,000.</summary>
    public int DiffractionCrystals { get; init; } = 160;

    /// <summary>Synthetic crystals whose pair distribution functions are simulated, 0…10,000.</summary>
    public int PairDistributionCrystals { get; init; } = 96;

    /// <summary>Equivalent circuits whose impedance is simulated, 0…10,000.</summary>
    public int Circuits { get; init; } = 96;

    /// <summary>Number of materials in all.</summary>
    public int Count() => LineInstruments * MaterialsPerInstrument + DiffractionCrystals + PairDistributionCrystals + Circuits;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (LineInstruments is < 1 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(LineInstruments), LineInstruments, "Expected 1…1000.");
        if (MaterialsPerInstrument is < 2 or > 10_000)
            throw new ArgumentOutOfRangeException(nameof(MaterialsPerInstrument), MaterialsPerInstrument, "Expected 2…10,000.");
        foreach (
            var (name, value) in new (string, int)[]
            {
                (nameof(DiffractionCrystals), DiffractionCrystals),
                (nameof(PairDistributionCrystals), PairDistributionCrystals),
                (nameof(Circuits), Circuits),
            }
        )
            if (value is < 0 or > 10_000)
                throw new ArgumentOutOfRangeException(name, value, "Expected 0…10,000.");
        if (Count() > 100_000)
            throw new ArgumentOutOfRangeException(nameof(MaterialsPerInstrument), Count(), "Expected at most 100,000 materials in all.");
    }

    /// <summary>Makes the materials; the same seed gives the same ones.</summary>
    internal IReadOnlyList<IMaterialSpectra> Make(ulong seed)
    {
        Validate();
        var kinds = new List<IMaterialSpectra>();
        for (var i = 0; i < LineInstruments; i++)
        {
            var own = new RandomSource(seed, (ulong)i);
            kinds.Add(new LineSpectra(MaterialsPerInstrument, ref own));
        }

        var random = new RandomSource(seed, ulong.MaxValue);
        if (DiffractionCrystals > 0)
            kinds.Add(new DiffractionSpectra(DiffractionCrystals, ref random));
        if (PairDistributionCrystals > 0)
            kinds.Add(new PairDistributionSpectra(PairDistributionCrystals, ref random));
        if (Circuits > 0)
            kinds.Add(new ImpedanceCurves(Circuits, ref random));
        return kinds;
    }
}
