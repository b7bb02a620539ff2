using Debye.Bench;

return args.FirstOrDefault() switch
{
    "tensors" => TensorsBench.Run(args[1..]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench/Debye.Bench -- tensors [ROUNDS [THREADS]]");
    return 2;
}
