using Debye.Numerics;
using Debye.Techniques.Pdf;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>Operators of some drawn settings, the nominal ones first: made once, shared by all threads.</summary>
internal sealed class PdfInstruments
{
    private PdfInstruments(PdfOperator[] operators) => Operators = operators;

    /// <summary>The operators.</summary>
    public IReadOnlyList<PdfOperator> Operators { get; }

    /// <summary>Makes the operators of ranges.</summary>
    public static PdfInstruments Make(PdfMeasurementRanges ranges, ulong seed)
    {
        var random = new RandomSource(seed);
        var settings = new PdfOptions[1 + (ranges.NominalShare < 1 ? ranges.Instruments : 0)];
        settings[0] = new PdfOptions { UniformUisoAngstrom2 = ranges.NominalUisoAngstrom2, UseCharges = false };
        for (var i = 1; i < settings.Length; i++)
            settings[i] = new PdfOptions
            {
                UniformUisoAngstrom2 = Math.Exp(
                    random.NextDouble(Math.Log(ranges.LowestUisoAngstrom2), Math.Log(ranges.HighestUisoAngstrom2))
                ),
                QmaxPerAngstrom = random.NextDouble(ranges.LowestQmaxPerAngstrom, ranges.HighestQmaxPerAngstrom),
                QdampPerAngstrom = random.NextDouble(ranges.LowestQdampPerAngstrom, ranges.HighestQdampPerAngstrom),
                UseCharges = false,
            };
        var operators = new PdfOperator[settings.Length];
        Parallel.For(0, settings.Length, i => operators[i] = new PdfOperator(settings[i], PdfGrid.SpaceGroupNetwork));
        return new PdfInstruments(operators);
    }
}
