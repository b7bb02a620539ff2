using Debye.Bench;

return args.FirstOrDefault() switch
{
    "crystal-graphs" => CrystalGraphBench.Run(args[1..]),
    "crystal-network" => CrystalNetworkBench.Run(args[1..]),
    "eis-compare" => EisCompareBench.Run(args[1..]),
    "eis-drt" => EisDrtBench.Run(args[1..]),
    "eis-fit" => EisFitBench.Run(args[1..]),
    "eis-parameters" => EisParameterBench.Run(args[1..]),
    "eis-robustness" => EisRobustnessBench.Run(args[1..]),
    "eis-search" => EisSearchBench.Run(args[1..]),
    "eis-simulate" => EisSimulateBench.Run(args[1..]),
    "eis-unknown" => EisUnknownBench.Run(args[1..]),
    "examples" => ExamplesBench.Run(args[1..]),
    "pdf-baselines" => PdfBaselinesBench.Run(args[1..]),
    "pdf-measured" => PdfMeasuredBench.Run(args[1..]),
    "pdf-reduce" => PdfReduceBench.Run(args[1..]),
    "pdf-robustness" => PdfRobustnessBench.Run(args[1..]),
    "pdf-simulate" => PdfSimulateBench.Run(args[1..]),
    "projection" => ProjectionBench.Run(args[1..]),
    "sampler" => SamplerBench.Run(args[1..]),
    "spectra-base" => SpectraBaseBench.Run(args[1..]),
    "spectra-explain" => SpectraExplainBench.Run(args[1..]),
    "spectra-images" => SpectraImagesBench.Run(args[1..]),
    "spectra-open-set" => SpectraOpenSetBench.Run(args[1..]),
    "spectra-transfer" => SpectraTransferBench.Run(args[1..]),
    "symmetry" => SymmetryBench.Run(args[1..]),
    "symmetry-agreement" => SymmetryAgreement.Run(args[1..]),
    "tensors" => TensorsBench.Run(args[1..]),
    "trees" => TreesBench.Run(args[1..]),
    "xrd" => XrdBench.Run(args[1..]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "usage: dotnet run -c Release --project bench/Debye.Bench -- crystal-graphs | crystal-network | eis-compare | eis-drt | "
            + "eis-fit | eis-parameters | eis-robustness | eis-search | eis-simulate | eis-unknown | examples | pdf-baselines | "
            + "pdf-measured | pdf-reduce | pdf-robustness | pdf-simulate | projection | sampler | spectra-base | spectra-explain | "
            + "spectra-images | spectra-open-set | spectra-transfer | symmetry | symmetry-agreement | tensors | trees | xrd "
            + "[ARGUMENTS]"
    );
    return 2;
}
