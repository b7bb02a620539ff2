#:project ../src/Debye.Learning/Debye.Learning.csproj
// Learns five minerals from their spectra, then names those of a file, or says that one is none of the five.
// Run from the root of the repository: dotnet run samples/ClassifySpectra.cs [SPECTRA.csv]
using Debye.Learning.Techniques.Spectra;
using Debye.Learning.Training;
using Debye.Techniques.Spectra;

var folder = Directory.CreateTempSubdirectory("debye-sample-").FullName;
var report = SpectraTrainingRun.Run("recipes/spectra-sample.json", folder, new RunContext());
Console.WriteLine(
    $"learnt {report.Spectra.Count} minerals from {report.Spectra.Values.Sum()} spectra; in cross-validation {report.Accuracy:0 %} right"
);
var model = SpectraModelPackage.Load(folder);
Directory.Delete(folder, recursive: true);

var spectra = SpectraReader.ReadAll(args.Length > 0 ? args[0] : "samples/data/minerals-test.csv").Select(model.Adopt).ToArray();
foreach (var answer in model.Identify(spectra, new SpectraIdentifyOptions { Coverage = 0.9 }))
{
    var best = answer.Candidates[0];
    Console.WriteLine(
        answer.IsUnknown
            ? $"{answer.Input, -14} none of these minerals (score {answer.UnknownScore:g3}, known ones reach {answer.Threshold:g3})"
            : $"{answer.Input, -14} {best.Label, -10} {best.Probability, 6:0.0 %}   one of: {string.Join(", ", answer.PredictionSet)}"
    );
}

var figure = SpectraFigures.Plain(spectra[0].Source, spectra[0]);
Directory.CreateDirectory("artifacts/pictures");
File.WriteAllText("artifacts/pictures/ClassifySpectra.svg", figure.Render());
